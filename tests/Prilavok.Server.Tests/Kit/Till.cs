using System.Text.Json.Nodes;

namespace Prilavok.Server.Tests.Kit;

/// <summary>What the terminal gateway answered to documents.</summary>
public sealed record Taken(IReadOnlyList<string> Accepted, IReadOnlyList<string> Duplicates, IReadOnlyList<JsonNode> Rejected);

/// <summary>A paired terminal.</summary>
public sealed record Till(Caller Caller, string DeviceId, string StoreId)
{
    public static async Task<Till> ActivateAsync(HttpClient http, string code)
    {
        var paired = (await new Caller(http).PostAsync("/terminal/v1/activate", new { code })).Expect(200).Json;
        return new Till(new Caller(http, (string)paired["token"]!), (string)paired["deviceId"]!, (string)paired["storeId"]!);
    }

    public async Task<Taken> SendAsync(params JsonNode?[] documents)
    {
        var taken = (await Caller.PostAsync("/terminal/v1/documents", documents)).Expect(200).Json;
        return new Taken(Texts(taken["accepted"]!), Texts(taken["duplicates"]!), [.. taken["rejected"]!.AsArray().Select(item => item!)]);
    }

    /// <summary>Goods made or changed on the terminal.</summary>
    public async Task MakeAsync(params JsonNode[] products) => (await Caller.PostAsync("/terminal/v1/products", products)).Expect(200);

    /// <param name="wait">Seconds.</param>
    public async Task<(IReadOnlyList<JsonNode> Changes, long Next)> ChangesAsync(long after, int wait = 0)
    {
        var answer = (await Caller.GetAsync($"/terminal/v1/changes?after={after}&wait={wait}")).Expect(200).Json;
        return ([.. answer["changes"]!.AsArray().Select(item => item!)], (long)answer["next"]!);
    }

    private static IReadOnlyList<string> Texts(JsonNode array) => [.. array.AsArray().Select(item => (string)item!)];
}
