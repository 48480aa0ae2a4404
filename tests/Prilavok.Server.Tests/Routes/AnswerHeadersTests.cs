using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>What answers tell browsers and caches, asked of every route there is.</summary>
public sealed partial class AnswerHeadersTests : ServerTests<SqliteFixture>
{
    /// <summary>Members with something that opens, beside what looks like a token.</summary>
    private static readonly string[] Secret = ["token", "publisherToken", "access_token", "refresh_token", "password", "code", "csrfToken", "secret", "serviceToken", "signingSecret"];

    private static readonly string[] Told =
    [
        "manage.login", "manage.register", "manage.tokens.create", "manage.accounts.passwordReset", "manage.devices.create", "manage.devices.code",
        "manage.apps.list", "manage.app.find", "manage.app.rotate", "oauth.token", "terminal.activate", "sandbox.tenants.create",
    ];

    [Fact]
    public async Task What_holds_a_secret_is_kept_by_nobody_and_every_answer_says_what_it_is()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var (wrong, secret) = (new List<string>(), new HashSet<string>());
        foreach (var route in Server.Routes.OrderBy(route => Samples.MethodOf(route) == HttpMethod.Delete))
        {
            var answer = await RouteCall.SendAsync(route, account.For(Door.Of(route).Kind), account);
            if (answer.Header("X-Content-Type-Options") != "nosniff")
            {
                wrong.Add($"{route.Name()} may be guessed at.");
            }

            if (answer.Status < 300 && Door.Of(route).Kind != DoorKind.App && HoldsSecret(answer)) // REST tells of goods, whose code is a number on a shelf.
            {
                secret.Add(route.Name());
                if (answer.Header("Cache-Control") is not { } control || !control.Contains("no-store", StringComparison.Ordinal))
                {
                    wrong.Add($"{route.Name()} may be kept: {answer.Header("Cache-Control")}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(
            Told.Except(secret));
    }

    [Fact]
    public async Task A_refusal_is_kept_by_nobody_either()
    {
        foreach (var path in new[] { "/manage/v1/login", "/manage/v1/owners/x/apps", "/terminal/v1/changes", "/apps", "/sandbox/tenants/x" })
        {
            var answer = await Anybody.GetAsync(path);
            Assert.Equal(("no-store", "nosniff"), (answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task The_page_of_the_descriptions_stands_in_no_frame_and_loads_nothing_from_elsewhere()
    {
        var (first, second) = (await Anybody.GetAsync("/docs/"), await Anybody.GetAsync("/docs/"));
        var (policy, nonce) = (first.Expect(200).Header("Content-Security-Policy")!, Nonce().Match(first.Text).Groups["nonce"].Value);

        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"'nonce-{nonce}'", policy, StringComparison.Ordinal);
        Assert.True(nonce.Length >= 16);
        Assert.NotEqual(policy, second.Header("Content-Security-Policy"));
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_does_nothing_in_a_browser_but_show_itself()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var route = Server.Routes.Single(route => route.Name() == "images.read");
        var answer = (await RouteCall.SendAsync(route, Anybody, account)).Expect(200);

        Assert.Contains("default-src 'none'; sandbox", answer.Header("Content-Security-Policy")!, StringComparison.Ordinal);
        Assert.Contains("immutable", answer.Header("Cache-Control")!, StringComparison.Ordinal);
    }

    private static bool HoldsSecret(Answer answer) =>
        Token().IsMatch(answer.Text)
        || (answer.JsonOrNull() is { } json && MembersOf(json).Any(member => Secret.Contains(member.Key, StringComparer.Ordinal) && member.Value is JsonValue));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> MembersOf(JsonNode? json) => json switch
    {
        JsonObject all => all.Concat(all.SelectMany(member => MembersOf(member.Value))),
        JsonArray items => items.SelectMany(MembersOf),
        _ => [],
    };

    [GeneratedRegex("(?:own|pub|adm|acc|ref|trm|prt|whsec)_[A-Za-z0-9+/]{20}", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("<script[^>]* nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Nonce();
}
