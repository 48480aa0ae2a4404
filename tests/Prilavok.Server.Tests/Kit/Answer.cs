using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <summary>What the server answered to <paramref name="Asked"/>.</summary>
public sealed record Answer(string Asked, int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    /// <summary>Fails with the whole answer when the status is another.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"{Asked} answered {Status}, not {status}: {Text}");
        return this;
    }

    /// <summary>The value of a header; null when there is none.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>Null when the body is no JSON.</summary>
    public JsonNode? JsonOrNull()
    {
        try
        {
            return JsonNode.Parse(Bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
