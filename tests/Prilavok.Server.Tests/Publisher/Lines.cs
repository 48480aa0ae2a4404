using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>An answer that goes on, read line by line.</summary>
internal sealed class Lines : IDisposable
{
    /// <summary>Only so that a test that waits for what never comes ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private Lines(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _reader = new StreamReader(body);
    }

    public string? ContentType => _response.Content.Headers.ContentType?.ToString();

    /// <param name="header">Where the stream is asked for.</param>
    public static async Task<Lines> OpenAsync(Caller caller, string path, string header = "Accept")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(caller.Header, caller.Token);
        if (header == "Accept")
        {
            request.Headers.TryAddWithoutValidation("Accept", "application/stream+json");
        }
        else
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/stream+json");
        }

        var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Lines(response.EnsureSuccessStatusCode(), await response.Content.ReadAsStreamAsync());
    }

    /// <returns>Null at the end.</returns>
    public async Task<JsonNode?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _reader.ReadLineAsync(patience.Token) is { } line ? JsonNode.Parse(line) : null;
    }

    /// <summary>The next lines, as type and action.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var read = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var line = await NextAsync();
            read.Add($"{line!["type"]} {line["action"]}");
        }

        return read;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
