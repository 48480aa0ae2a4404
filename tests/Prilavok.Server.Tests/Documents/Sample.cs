using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>A document as a terminal sends it: a file of the folder <c>inputs</c>. Synthetic values in the live shape.</summary>
public static class Sample
{
    /// <summary>Every kind of document.</summary>
    public static TheoryData<string> Names { get; } = [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder(), name + ".json")))!.AsObject();

    /// <summary>What v1 tells of the only document of a store.</summary>
    public static async Task<string> V1Async(Tenant tenant, string storeId)
    {
        var list = (await tenant.App.GetAsync($"/api/v1/inventories/stores/{storeId}/documents?gtCloseDate=2026-02-15")).Expect(200).Text;
        Assert.StartsWith("[{", list, StringComparison.Ordinal);
        return list[1..^1];
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "inputs");
}
