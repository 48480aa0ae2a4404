using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>The documents tell of the sandbox where there is one, however that came about.</summary>
public sealed class SandboxDocumentTests
{
    /// <summary>The first is how the test reaches it, the second how everybody else does.</summary>
    private const string Both = "http://127.0.0.1:0;http://0.0.0.0:0";

    [Theory]
    [InlineData("http://127.0.0.1:0", "", true)]
    [InlineData("http://127.0.0.1:0", "true", true)]
    [InlineData("http://127.0.0.1:0", "false", false)]
    [InlineData(Both, "", false)]
    [InlineData(Both, "true", true)]
    [InlineData(Both, "false", false)]
    public async Task The_routes_of_the_sandbox_are_described_where_they_answer(string url, string sandbox, bool areThere)
    {
        (string, string)[] settings = [("Urls", url), ("AdminPassword", People.AdminPassword), .. sandbox.Length > 0 ? [("Sandbox", sandbox)] : Array.Empty<(string, string)>()];
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: settings);
        var administrator = new Caller(server.Http, People.AdminPassword);

        var document = (await administrator.GetAsync("/openapi/prilavok.json")).Expect(200);
        var described = document.Json["paths"]!.AsObject().Where(path => path.Key.StartsWith("/sandbox", StringComparison.Ordinal)).Select(path => path.Key).ToList();

        Assert.Equal(areThere, described.Count > 0);
        Assert.Equal(areThere, (await administrator.GetAsync("/sandbox/tenants/none")).Text.Contains("no such", StringComparison.Ordinal));
        var references = Described.ReferencesIn(document.Json).ToHashSet(StringComparer.Ordinal);
        Assert.All(document.Json["components"]!["schemas"]!.AsObject(), schema => Assert.Contains($"#/components/schemas/{schema.Key}", references));
    }
}
