using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <param name="Part">What it pays of the receipt, in kopecks.</param>
/// <param name="Change">What is given back of what was handed over.</param>
/// <param name="Reference">The bank's number of a card payment; null for cash.</param>
internal sealed record Payment(string Id, long Part, long Change, string? Reference)
{
    public bool IsCash => Reference is null;

    public static Payment Cash(string id, long part, long tendered) => new(id, part, tendered - part, null);

    public static Payment Card(string id, long part, string reference) => new(id, part, 0, reference);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        Decimals.Write(json, "sum", Part + Change, 2);
        json.WriteString("type", IsCash ? "CASH" : "ELECTRON");
        json.WriteStartArray("parts");
        json.WriteStartObject();
        json.WriteString("print_group_id", PrintGroup.Id);
        Decimals.Write(json, "part_sum", Part, 2);
        Decimals.Write(json, "change", Change, 2);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("app_info");
        json.WriteString("name", IsCash ? "Наличные" : "Банковская карта");
        json.WriteEndObject();
        if (Reference is not null)
        {
            json.WriteString("rrn", Reference);
        }

        json.WriteEndObject();
    }
}
