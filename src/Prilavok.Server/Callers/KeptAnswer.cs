using System.Text.Json;

namespace Prilavok.Server.Callers;

/// <summary>An answer that is given again as it was.</summary>
internal sealed record KeptAnswer(int Status, IReadOnlyList<KeyValuePair<string, string?[]>> Headers, byte[] Body)
{
    public static KeptAnswer Of(HttpResponse response, MemoryStream body) => new(
        response.StatusCode,
        [.. response.Headers.Where(header => header.Key != "Content-Length").Select(
            header => KeyValuePair.Create(header.Key, header.Value.ToArray()))],
        body.ToArray());

    public static KeptAnswer Read(string text) => JsonSerializer.Deserialize<KeptAnswer>(text)!;

    public string Write() => JsonSerializer.Serialize(this);

    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        foreach (var (name, values) in Headers)
        {
            response.Headers[name] = values;
        }

        if (Body.Length > 0)
        {
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
        }
    }
}
