using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>
/// Prilavok's own calls take no member they do not know, at any depth, and say which it is. What terminals bring in v2's shape, and the
/// wires of the field, take what they do not know.
/// </summary>
public abstract class UnknownMemberTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Unknown = "surprise";

    /// <summary>Places whose members are the caller's own.</summary>
    private static readonly string[] Free = ["form", "headers", "set", "reply"];

    private static readonly string[] ShapedElsewhere = ["terminal.documents", "terminal.products", "terminal.proxy.post", "terminal.proxy.put"];

    [Fact]
    public async Task A_member_that_a_call_does_not_know_is_named_wherever_it_stands()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var tried = 0;
        foreach (var route in Server.Routes.Where(IsOwn))
        {
            if (Samples.BodyOf(route, account) is not JsonObject good)
            {
                continue;
            }

            foreach (var place in PlacesIn(good, ""))
            {
                var body = good.DeepClone();
                At(body, place).Add(Unknown, "x");
                var answer = (await SendAsync(route, account, body)).Expect(400);

                var told = answer.Json["violations"]!.AsArray().Where(violation => ((string)violation!["subject"]!).EndsWith(Unknown, StringComparison.Ordinal));
                Assert.True(told.Count() == 1, $"{route.Name()} with an unknown member in '{place}' says {answer.Text}");
                tried++;
            }
        }

        Assert.True(tried > 40, $"Only {tried} places were tried.");
    }

    [Theory]
    [InlineData("storeid", "storeId")]
    [InlineData("store_id", "storeId")]
    [InlineData("storId", "storeId")]
    [InlineData("timezone_ofset", "timezoneOffset")]
    [InlineData("colour", null)]
    public async Task The_member_that_may_be_meant_is_said(string written, string? meant)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        var refused = (await tenant.Owner.PatchAsync(tenant.Manage($"/devices/{till.DeviceId}"), new JsonObject { [written] = "x" })).Expect(400).Json;

        var violation = Assert.Single(refused["violations"]!.AsArray())!;
        Assert.Equal(written, (string)violation["subject"]!);
        Assert.Equal(meant is null ? "is not known here" : $"is not known here; {meant} is", (string)violation["reason"]!);
    }

    [Fact]
    public async Task The_wires_of_the_field_take_what_they_do_not_know()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        foreach (var route in Server.Routes.Where(route => !IsOwn(route)).Where(route => Samples.BodyOf(route, account) is JsonObject))
        {
            var body = Samples.BodyOf(route, account)!;
            if (Samples.Key(route) is "v1.quantities.set")
            {
                continue; // Its members are products.
            }

            body.AsObject().Add(Unknown, "x");
            var answer = await SendAsync(route, account, body);
            Assert.True(answer.Status < 300, $"{answer.Asked} answered {answer.Status}: {answer.Text}");
        }
    }

    private static bool IsOwn(RouteEndpoint route) =>
        route.RoutePattern.RawText!.Split('/')[1] is "manage" or "sandbox" or "terminal" && !ShapedElsewhere.Contains(Samples.Key(route));

    private static Task<Answer> SendAsync(RouteEndpoint route, Account account, JsonNode body)
    {
        var content = Caller.ContentOf(body);
        return account.For(Door.Of(route).Kind).SendAsync(
            Samples.MethodOf(route), RouteCall.PathOf(route, (_, name) => account.ValueOf(route, name)) + Samples.QueryOf(route, account), content);
    }

    /// <summary>The body itself and every object in it whose members are ours.</summary>
    private static IEnumerable<string> PlacesIn(JsonNode? node, string place)
    {
        switch (node)
        {
            case JsonObject item:
                yield return place;
                foreach (var inner in item.Where(member => !Free.Contains(member.Key)).SelectMany(member => PlacesIn(member.Value, $"{place}/{member.Key}")))
                {
                    yield return inner;
                }

                break;
            case JsonArray list:
                foreach (var inner in list.SelectMany((item, at) => PlacesIn(item, $"{place}/{at}")))
                {
                    yield return inner;
                }

                break;
        }
    }

    private static JsonObject At(JsonNode body, string place) => place.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(body, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!)
        .AsObject();
}

public sealed class SqliteUnknownMemberTests : UnknownMemberTests<SqliteFixture>;

public sealed class PostgreSqlUnknownMemberTests : UnknownMemberTests<PostgreSqlFixture>;
