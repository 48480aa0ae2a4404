using System.Text.Json;

namespace Prilavok.Server.Api.Documents;

/// <summary>A kept document opened to be drawn in another form.</summary>
internal sealed class DocumentFace : IDisposable
{
    private readonly JsonDocument _document;

    public DocumentFace(ReadOnlyMemory<byte> content, string appId)
    {
        _document = JsonDocument.Parse(content);
        Root = new DocumentView(_document.RootElement);
        Body = Root.Object("body") ?? default;
        Type = Root.Text("type") ?? "";
        Extras = ExtrasOf(_document.RootElement, appId);
    }

    public DocumentView Root { get; }

    public DocumentView Body { get; }

    public string Type { get; }

    /// <summary>The app's own member of the extras, with its name; null when it has none.</summary>
    public JsonProperty? Extras { get; }

    /// <summary>Returns and purchases count downwards in v1.</summary>
    public int Sign => Type is "PAYBACK" or "BUY" ? -1 : 1;

    public void Dispose() => _document.Dispose();

    public void WriteExtras(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        if (Extras is { } mine)
        {
            mine.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static JsonProperty? ExtrasOf(JsonElement root, string appId)
    {
        if (root.TryGetProperty("extras", out var extras) && extras.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in extras.EnumerateObject())
            {
                if (string.Equals(member.Name, appId, StringComparison.OrdinalIgnoreCase))
                {
                    return member;
                }
            }
        }

        return null;
    }
}
