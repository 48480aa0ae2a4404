using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>
/// An object of a kept document, read by those who draw another face of it. What is absent or of another kind is null: whatever was
/// once accepted can be read.
/// </summary>
internal readonly struct DocumentView(JsonElement element)
{
    public string? Text(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>Kopecks.</summary>
    public long? Money(string name) => Number(name, 2);

    /// <summary>Thousandths.</summary>
    public long? Quantity(string name) => Number(name, 3);

    public long? Whole(string name) => Number(name, 0);

    public long? Number(string name, int scale) =>
        Find(name) is { } value && Decimals.TryRead(value, scale, long.MaxValue, out var number) ? number : null;

    public DocumentView? Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? new DocumentView(value) : null;

    /// <summary>The objects of a list; what else stands in it is none of those it is a list of.</summary>
    public IEnumerable<DocumentView> List(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Array } array)
        {
            foreach (var item in array.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object)
                {
                    yield return new DocumentView(item);
                }
            }
        }
    }

    /// <summary>What the objects of a list say under a name comes to, in kopecks.</summary>
    public long SumOf(string list, string name) => Sums.Of(List(list).Select(item => item.Money(name)));

    private JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
