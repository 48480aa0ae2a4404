using System.Text.Json.Nodes;
using Prilavok.Server.Accounts;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>
/// One table of addresses for every place that takes one. What is wrong by its form is refused by the name of its member; what is wrong
/// by where it leads is refused when it is dialled, which other tests show.
/// </summary>
public sealed class ServiceAddressTests : ServerTests<SqliteFixture>
{
    private const string NoAddress = "absolute http or https address";
    private const string NoName = "a host that is a name or a number";
    private const string Mixed = "does not mix alphabets";
    private const string Unseen = "cannot be seen";
    private const string Port = "a port from 1 to 65535";

    private static readonly string[] Events = ["store"];

    /// <summary>Addresses, and a part of what is said of them.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "", NoAddress },
        { "partner.test/hook", NoAddress },
        { "//partner.test/hook", NoAddress },
        { "/hook", NoAddress },
        { "ftp://partner.test/", NoAddress },
        { "file:///etc/passwd", NoAddress },
        { "gopher://partner.test:70/_x", NoAddress },
        { "javascript:alert(1)", NoAddress },
        { "data:text/html,x", NoAddress },
        { "ws://partner.test/", NoAddress },
        { "mailto:a@partner.test", NoAddress },
        { "http:partner.test/", NoAddress },
        { "http:/partner.test/", NoAddress },
        { "http:\\\\partner.test\\", NoAddress },
        { " http://partner.test/", NoAddress },
        { "http://", NoAddress },
        { "http:///hook", NoAddress },
        { "http://:80/", NoAddress },
        { "http://?a=b", NoAddress },
        { "http://[::1/", NoAddress },
        { "http://[::ffff:999.0.0.1]/", NoAddress },
        { "http://partner.test:65536/", NoAddress },
        { "http://partner.test:-1/", NoAddress },
        { "http://partner.test:0/", Port },
        { "http://user:secret@partner.test/", "no user name" },
        { "http://user@partner.test/", "no user name" },
        { "http://:@partner.test/", "no user name" },
        { "http://@partner.test/", "no user name" },
        { "http://partner.test@evil.test/", "no user name" },
        { "http://[fe80::1%25eth0]/", "no zone" },
        { "http://[fe80::1%1]/", "no zone" },
        { "http://part ner.test/", NoAddress },
        { "http://partner.test/hook ", "end in a blank" },
        { "http://partner.test/ho\nok", Unseen },
        { "http://partner.test/ho\tok", Unseen },
        { "http://partner.test/\r\nX-Header: 1", Unseen },
        { "http://partner.test/\u0001", Unseen },
        { "http://partner\u200B.test/", Unseen },
        { "http://\u202Etset.rentrap/", Unseen },
        { "http://partner.test\\@evil.test/", NoAddress },
        { "http://partner.test/a\\b", "backslash" },
        { "http://partner.test/#part", "no fragment" },
        { "http://partner.test/?a=b#", "no fragment" },
        { "http://①②⑦.0.0.1/", NoName },
        { "http://127。0。0。1/", NoName },
        { "http://part%6eer.test/", NoAddress },
        { "http://partner!.test/", NoAddress },
        { "http://{storeUuid}.partner.test/", "{storeUuid}" },
        { "http://partner.test:8{storeUuid}/", "{storeUuid}" },
        { "http://[{storeUuid}::1]/", "{storeUuid}" },
        { "http://xn--a.test/", NoName },
        { "http://xn--partner-.test/", NoName },
        { "http://pаrtner.test/", Mixed }, // The second letter is Cyrillic.
        { "http://ΡARTNER.test/", Mixed }, // The first letter is Greek.
        { "http://xn--prtner-4nf.test/", Mixed },
        { "http://partner.test/" + new string('x', 8000), "at most" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_address_that_is_none_is_refused_by_name_wherever_it_is_given(string url, string reason)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var app = $"/manage/v1/apps/{tenant.AppId}";
        var before = (await tenant.Publisher.GetAsync(app)).Expect(200).Text;

        Refused(await tenant.Publisher.PatchAsync(app, new { @base = url }), "base");
        string[] names =
            ["userCreate", "userVerify", "userToken", "stores", "devices", "employees", "roles", "products", "documents", "receipts", "subscription", "installation", "commodities"];
        foreach (var name in names)
        {
            Refused(await tenant.Publisher.PatchAsync(app, new { urls = new Dictionary<string, string> { [name] = url } }), "urls." + name);
        }

        Refused(await tenant.Sandbox.PostAsync("/sandbox/tenants", new { seed = "empty", app = new { name = "App", urls = new { stores = url } } }), "app.urls.stores|urls.stores");
        Refused(await tenant.Sandbox.PostAsync($"/sandbox/tenants/{tenant.OwnerId}/apps", new { name = "App", @base = url }), "base");
        Refused(await tenant.Publisher.PostAsync(app + "/replays", new { since = "2026-01-02", to = url }), "to");
        var hooks = $"/apps/{tenant.AppId}/versions/{await tenant.VersionAsync()}/hooks";
        Refused(await tenant.Publisher.PostAsync(hooks, new { events = Events, config = new { url } }), "config.url");
        Refused(await till.Caller.GetAsync("/terminal/v1/proxy?url=" + Uri.EscapeDataString(url)), "url");

        Assert.Equal(before, (await tenant.Publisher.GetAsync(app)).Expect(200).Text);
        if (url.Length > 0)
        {
            var options = new AccountOptionsValidator().Validate(null, new AccountOptions { MessagesUrl = url });
            Assert.True(options.Failed);
            Assert.Contains("MessagesUrl", options.FailureMessage, StringComparison.Ordinal);
        }

        void Refused(Answer answer, string subject)
        {
            var violation = Assert.Single(answer.Expect(400).Json["violations"]!.AsArray())!;
            Assert.Contains((string)violation["subject"]!, subject.Split('|'));
            var said = (string)violation["reason"]!;
            Assert.True(
                reason.Split('|').Any(words => said.Contains(words, StringComparison.Ordinal))
                    || (subject == "config.url" && said is "must be a URL" or "size must be between 0 and 2000"),
                $"{subject} says: {said}");
        }
    }

    [Theory]
    [InlineData("http://partner.test")]
    [InlineData("https://partner.test:8443/a/b?c=d&e=%20f")]
    [InlineData("HTTPS://PARTNER.TEST/")]
    [InlineData("http://my_service.internal/")]
    [InlineData("http://partner.test./")]
    [InlineData("http://прилавок.рф/чек")]
    [InlineData("http://xn--80aei2agfgq.xn--p1ai/")]
    [InlineData("http://münchen.test/")]
    [InlineData("http://1.2.3.4/")]
    [InlineData("http://[2606:4700::1111]:8080/")]
    [InlineData("http://partner.test/a b")]
    [InlineData("http://partner.test/?at=a@b.test&back=\\")]
    public async Task Whatever_can_be_called_is_taken(string url)
    {
        var tenant = await TenantAsync();

        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { urls = new { stores = url, userVerify = url } })).Expect(200);

        Assert.True(new AccountOptionsValidator().Validate(null, new AccountOptions { MessagesUrl = url }).Succeeded);
    }

    [Theory]
    [InlineData("stores", 200)]
    [InlineData("documents", 200)]
    [InlineData("commodities", 200)]
    [InlineData("userVerify", 400)]
    [InlineData("userToken", 400)]
    [InlineData("installation", 400)]
    [InlineData("subscription", 400)]
    public async Task A_store_is_named_only_where_there_may_be_one(string name, int status)
    {
        var tenant = await TenantAsync();
        var urls = new Dictionary<string, string> { [name] = "http://partner.test/{storeUuid}/x" };

        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { urls })).Expect(status);
    }

    /// <summary>What an app proves itself with, or is proved by.</summary>
    [Theory]
    [InlineData("serviceToken", "\"\"")]
    [InlineData("serviceToken", "\"token\"")]
    [InlineData("serviceToken", "\"Bearer\"")]
    [InlineData("serviceToken", "\"Bearer \"")]
    [InlineData("serviceToken", "\"bearer x\"")]
    [InlineData("serviceToken", "\"Digest x\"")]
    [InlineData("serviceToken", "\"Bearer a b\"")]
    [InlineData("serviceToken", "\"Bearer a\\r\\nX-Header: 1\"")]
    [InlineData("serviceToken", "\"Bearer a\\u0007\"")]
    [InlineData("serviceToken", "\"Bearer прилавок\"")]
    [InlineData("serviceToken", "7")]
    [InlineData("serviceToken", "{\"secret\":\"x\"}")]
    [InlineData("signing", "\"yes\"")]
    [InlineData("signing", "null")]
    [InlineData("signingScheme", "\"rsa\"")]
    [InlineData("signingScheme", "\"Ed25519\"")]
    [InlineData("signingScheme", "null")]
    [InlineData("signingScheme", "1")]
    public async Task A_secret_of_the_wrong_form_is_refused_by_name(string name, string value)
    {
        var tenant = await TenantAsync();
        var body = new JsonObject { [name] = JsonNode.Parse(value) };

        var refused = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", body)).Expect(400);

        Assert.Equal(name, (string)Assert.Single(refused.Json["violations"]!.AsArray())!["subject"]!);
        Assert.DoesNotContain(value.Trim('"').Length > 7 ? value.Trim('"') : "\u0001", refused.Text, StringComparison.Ordinal); // No secret is told back.
    }

    [Fact]
    public async Task A_token_as_long_as_a_header_may_be_is_taken_and_a_longer_one_is_not()
    {
        var tenant = await TenantAsync();
        var app = $"/manage/v1/apps/{tenant.AppId}";

        (await tenant.Publisher.PatchAsync(app, new { serviceToken = "Bearer " + new string('x', 4089) })).Expect(200);
        (await tenant.Publisher.PatchAsync(app, new { serviceToken = "Bearer " + new string('x', 4090) })).Expect(400);
    }
}
