using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <param name="Id">Null when it has none.</param>
public sealed record LiveEvent(string Kind, string? Id, JsonNode Data);

/// <summary>Server-sent events of an app's deliveries, read one by one.</summary>
public sealed class LiveStream : IDisposable
{
    /// <summary>For the whole of a test; only so that one that waits for what never comes ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Tenant _tenant;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _patience = new(Patience);

    private LiveStream(Tenant tenant, HttpResponseMessage response, Stream body)
    {
        _tenant = tenant;
        _response = response;
        _reader = new StreamReader(body);
    }

    /// <summary>Returns when what happens from then on is told.</summary>
    /// <param name="http">Another node; null is the tenant's own.</param>
    public static async Task<LiveStream> OpenAsync(Tenant tenant, string query = "", string? lastId = null, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/manage/v1/apps/{tenant.AppId}/events/stream{query}");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + tenant.Publisher.Token);
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        var response = await (http ?? tenant.Publisher.Http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        var stream = new LiveStream(tenant, response, await response.Content.ReadAsStreamAsync());
        Assert.Equal("open", (await stream.NextAsync()).Kind);
        return stream;
    }

    /// <summary>A line as it is; null at the end.</summary>
    public async Task<string?> LineAsync() => await _reader.ReadLineAsync(_patience.Token);

    /// <summary>The next event; comments are passed over.</summary>
    public async Task<LiveEvent> NextAsync()
    {
        var (kind, id, data) = ("", (string?)null, "");
        while (true)
        {
            var line = await LineAsync() ?? throw new EndOfStreamException("The stream has ended.");
            if (line.Length == 0 && kind.Length > 0)
            {
                return new LiveEvent(kind, id, JsonNode.Parse(data)!);
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            (kind, id, data) = (colon < 0 ? "" : line[..colon]) switch
            {
                "event" => (line[(colon + 2)..], id, data),
                "id" => (kind, line[(colon + 2)..], data),
                "data" => (kind, id, line[(colon + 2)..]),
                _ => (kind, id, data),
            };
        }
    }

    /// <summary>The next of a kind and channel; others are passed over.</summary>
    public async Task<LiveEvent> NextAsync(string kind, string? channel = null)
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.Kind == kind && (channel is null || (string?)next.Data["channel"] == channel))
            {
                return next;
            }
        }
    }

    /// <summary>The next request to a path; those to others are answered with 200.</summary>
    public async Task<JsonNode> RequestAsync(string path)
    {
        while (true)
        {
            var request = (await NextAsync("request")).Data;
            if ((string)request["path"]! == path)
            {
                return request;
            }

            (await AnswerAsync(request, new { status = 200 })).Expect(204);
        }
    }

    public Task<Answer> AnswerAsync(JsonNode request, object answer, Caller? caller = null) =>
        (caller ?? _tenant.Publisher).PostAsync($"/manage/v1/apps/{_tenant.AppId}/events/stream/{(string)request["id"]!}", answer);

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
        _patience.Dispose();
    }
}
