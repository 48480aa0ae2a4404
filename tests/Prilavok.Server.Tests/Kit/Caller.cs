using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Prilavok.Server.Tests.Kit;

/// <summary>Somebody who calls the server.</summary>
/// <param name="Header">Where the token goes.</param>
public sealed record Caller(HttpClient Http, string? Token = null, string Header = "Authorization")
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <param name="body">A text goes as it is, everything else as its JSON.</param>
    public Task<Answer> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, ContentOf(body));

    public Task<Answer> PatchAsync(string path, object? body) => SendAsync(HttpMethod.Patch, path, ContentOf(body));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content;
        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation(Header, Header == "Authorization" ? "Bearer " + Token : Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var goesOn = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = goesOn ? await FirstEventAsync(response.Content) : await response.Content.ReadAsByteArrayAsync();
        return new Answer($"{method} {path}", (int)response.StatusCode, response.Headers, response.Content.Headers, body);
    }

    public static HttpContent ContentOf(object? body) => Json(body switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => JsonSerializer.SerializeToUtf8Bytes(body, Plain),
    });

    /// <summary>Of an answer that goes on for as long as somebody listens.</summary>
    private static async Task<byte[]> FirstEventAsync(HttpContent content)
    {
        using var reader = new StreamReader(await content.ReadAsStreamAsync());
        var first = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            first.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(first.ToString());
    }

    private static ByteArrayContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
