using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Kept documents of every kind with what nobody expects at any of their places.</summary>
public static class Hostile
{
    /// <summary>Stands for a value that a tree of JSON cannot hold.</summary>
    private const string Raw = "@raw:";

    private static readonly string[] Values =
    [
        "null", "true", "false", "\"\"", "\"abc\"", "\"00123\"", "\"1.999\"", "\"0x10\"", "\"VAT_18\"", "\"CASH\"", "0", "-1", "1.5", "1e3", "1e400",
        "1e-400", "\"1e400\"", "9999999999999.99", "-9999999999999.99", "\"9999999999999.99\"", "46116860184273879", "-46116860184273879",
        "4611686018427387903", "9223372036854775807", "-9223372036854775808", "123456789012345678901234567890", "0.1234567890123", "54000000",
        "999999999999999", "-999999999999999", "[]", "{}", "[null]", "[1,\"x\",null,[],{},{\"sum\":\"x\"}]", "[[[[]]]]", "{\"\":{}}",
        "{\"bar_code\":1,\"barcode\":2,\"barCode\":3,\"Bar_code\":4,\"_\":5,\"__\":6}", "\"\\ud800\"", "\"\\udc00\\ud800x\"", "\"\\ud83d\\ude00\"",
        "\"\\\\ud800\"", "{\"\\ud800\":1,\"result_su\\ud800\":2}", "\"9999-12-31T23:59:59.999+0000\"", "\"0001-01-01T00:00:00.000+0000\"",
        "[{\"sum\":46116860184273879,\"result_sum\":-46116860184273879,\"quantity\":4611686018427387,\"tax\":{\"type\":\"VAT_18\",\"result_sum\":46116860184273879}}]",
    ];

    private static readonly string[] Names =
    [
        "positions", "payments", "parts", "doc_discounts", "pos_print_results", "print_groups", "tax", "position_discount", "extra_keys", "sections",
        "sales", "time_zone_offset", "close_date", "close_user_id", "session_number", "result_sum", "quantity", "deviceId", "closeSum",
    ];

    /// <summary>Of one thing, so that sums meet their limits.</summary>
    private const int Many = 300;

    private const int MostPlaces = 2000;

    /// <summary>The largest that is read as money, as a quantity, and as a number without fraction.</summary>
    private static readonly string[] Largest = ["46116860184273879", "-46116860184273879", "4611686018427387", "4611686018427387903"];

    public static Gen<string> Documents { get; } = Gen.Select(
        Gen.Int[0, Sample.Names.Count - 1],
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, Values.Length - 1], Gen.Int[0, 5], Gen.Int[0, Names.Length - 1]).List[1, 12],
        (sample, changes) =>
        {
            var document = Kept.Sample(Sample.Names.ElementAt(sample).Data);
            foreach (var (place, value, way, name) in changes)
            {
                Change(document, place, value, way, Names[name]);
            }

            return TextOf(document);
        });

    private static void Change(JsonObject document, int place, int value, int way, string name)
    {
        var places = PlacesOf(document).ToList();
        var at = places[place % places.Count];
        var hostile = JsonValue.Create($"{Raw}{value}");
        switch (way)
        {
            case 0 when at.Parent is JsonArray list:
                list.RemoveAt(at.GetElementIndex());
                break;
            case 0:
                at.Parent!.AsObject().Remove(at.GetPropertyName());
                break;
            case 5:
                foreach (var number in Below(at).Where(node => node.GetValueKind() == JsonValueKind.Number).ToList())
                {
                    number.ReplaceWith(JsonNode.Parse(Largest[value % Largest.Length]));
                }

                foreach (var list in Below(at).OfType<JsonArray>().Where(list => list.Count > 0).ToList())
                {
                    Repeat(document, list);
                }

                break;
            case 1 when at is JsonArray { Count: > 0 } list:
                Repeat(document, list);
                break;
            case 2 when at is JsonArray list:
                list.Insert(0, hostile);
                break;
            case 3 when at is JsonObject item:
                item[name] = hostile;
                break;
            default:
                at.ReplaceWith(hostile);
                break;
        }
    }

    /// <summary>Lists in lists are not all made long: what is looked for does not need it.</summary>
    private static void Repeat(JsonObject document, JsonArray list)
    {
        for (var i = Below(document).Count() < MostPlaces ? list.Count : Many; i < Many; i++)
        {
            list.Add(list[0]?.DeepClone());
        }
    }

    /// <summary>Everywhere below the first members, which the form that is kept always has.</summary>
    private static IEnumerable<JsonNode> PlacesOf(JsonObject document) => document
        .Where(member => member.Key is not ("type" or "id" or "extras"))
        .SelectMany(member => Below(member.Value));

    private static IEnumerable<JsonNode> Below(JsonNode? node) => node switch
    {
        null => [],
        JsonObject item => item.SelectMany(member => Below(member.Value)).Prepend(item),
        JsonArray list => list.SelectMany(Below).Prepend(list),
        _ => [node],
    };

    private static string TextOf(JsonObject document)
    {
        var text = document.ToJsonString();
        for (var value = Values.Length - 1; value >= 0; value--)
        {
            text = text.Replace($"\"{Raw}{value}\"", Values[value], StringComparison.Ordinal);
        }

        return text;
    }
}
