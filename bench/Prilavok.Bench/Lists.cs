using System.Net.Http.Json;
using System.Text.Json;

namespace Prilavok.Bench;

/// <summary>Lists that did not change since the last call, beside a bare server with as many bytes.</summary>
internal static class Lists
{
    private const int Connections = 64;

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        using var server = await ServerProcess.StartPrilavokAsync(demo: true, ct);
        var demo = await server.Http.GetFromJsonAsync<JsonElement>("/sandbox/demo", ct);
        var token = demo.GetProperty("apps")[0].GetProperty("token").GetString();
        await MeasureAsync(server, "/stores", token!, 0.70, length, ct);
    }

    private static async Task MeasureAsync(ServerProcess server, string path, string token, double goal, TimeSpan length, CancellationToken ct)
    {
        var headers = $"X-Authorization: {token}\r\n";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Authorization", token);
        using var answer = await server.Http.SendAsync(request, ct);
        var size = (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
        using var bare = await ServerProcess.StartBareAsync(size, ct);
        var wanted = Load.Request("GET", path, headers);
        var limit = await Load.RunAsync(bare, Connections, length, _ => wanted, ct);
        var ours = await Load.RunAsync(server, Connections, length, _ => wanted, ct);
        Table.Print(
            $"GET {path}, {size} bytes, {Connections} connections",
            ("bare server with the same bytes, per second", limit.Rate),
            ("ours, per second", ours.Rate),
            ("processor time of the bare server, microseconds each", limit.Cost),
            ("processor time of ours, microseconds each", ours.Cost),
            ($"ratio (goal {goal:0.00})", ours.Rate / limit.Rate));
    }
}
