using System.Text.Json;

namespace Prilavok.Server.Demo.Papers;

/// <summary>What a document says beyond its envelope.</summary>
/// <param name="Type">SELL, PAYBACK, …</param>
internal abstract record DocumentBody(string Type)
{
    /// <summary>Writes its members into an open object.</summary>
    public abstract void Write(Utf8JsonWriter json);

    protected static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }
}

/// <summary>Which document another one takes back or follows.</summary>
internal sealed record BaseDocument(string Id, long Number)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("base_document_id", Id);
        json.WriteNumber("base_document_number", Number);
    }
}
