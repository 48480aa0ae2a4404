using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>A kept document opened to be drawn in another form.</summary>
internal sealed class DocumentFace : IDisposable
{
    /// <summary>No place on Earth is further from Greenwich; a terminal that says more does not know where it is.</summary>
    private static readonly long MostOffset = (long)TimeSpan.FromHours(14).TotalMilliseconds;

    private readonly JsonDocument _document;

    public DocumentFace(ReadOnlyMemory<byte> content, string appId)
    {
        _document = KeptJson.Parse(content);
        Root = new DocumentView(_document.RootElement);
        Body = Root.Object("body") ?? default;
        Type = Root.Text("type") ?? "";
        Extras = ExtrasOf(_document.RootElement, appId);
        ClosedAt = Time("close_date") ?? Time("created_at") ?? default;
    }

    public DocumentView Root { get; }

    /// <summary>Of the envelope.</summary>
    public IEnumerable<JsonProperty> Members => _document.RootElement.EnumerateObject();

    public DocumentView Body { get; }

    public string Type { get; }

    /// <summary>The app's own member of the extras, with its name; null when it has none.</summary>
    public JsonProperty? Extras { get; }

    public DateTimeOffset ClosedAt { get; }

    /// <summary>When it was closed by the terminal's own zone of that time, which the document says.</summary>
    public DateTime ClosedLocally
    {
        get
        {
            var offset = Math.Clamp(Root.Whole("time_zone_offset") ?? 0, -MostOffset, MostOffset);
            return new(Math.Clamp(ClosedAt.UtcTicks + (offset * TimeSpan.TicksPerMillisecond), DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
        }
    }

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

    private DateTimeOffset? Time(string name) => Instants.TryParse(Root.Text(name) ?? "", out var at) ? at : null;

    private static JsonProperty? ExtrasOf(JsonElement root, string appId)
    {
        JsonProperty? mine = null;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("extras", out var extras) && extras.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in extras.EnumerateObject())
            {
                if (string.Equals(member.Name, appId, StringComparison.OrdinalIgnoreCase))
                {
                    mine = member;
                }
            }
        }

        return mine;
    }
}
