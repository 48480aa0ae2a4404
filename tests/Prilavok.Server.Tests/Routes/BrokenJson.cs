using System.Text;
using System.Text.Json.Nodes;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Bodies that are almost what a route takes.</summary>
internal static class BrokenJson
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "-7.9e28", "0.00000000001", "9223372036854775808", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\\ud83d\\ude00\"",
        "\"2026-02-30T25:00:00.000+0000\"", "\"' OR 1=1 --\"", "[]", "{}", "[null]", "[[]]", "{\"a\":null}", "[1,\"a\",{}]", $"\"{new string('я', 2000)}\"",
    ];

    private static readonly string[] Wholes =
    [
        "", " ", "null", "1", "\"a\"", "[]", "{}", "[null]", "[[],{}]", "{\"a\":1,\"a\":[]}", "[}", "{\"a\"", "nul", "\u0000", "<a/>",
        new string('[', 5000), new string('[', 60) + new string(']', 60), string.Concat(Enumerable.Repeat("{\"a\":", 500)),
    ];

    /// <param name="good">What the route takes; null when it takes no JSON.</param>
    public static byte[] Next(Random random, JsonNode? good)
    {
        if (good is null || random.Next(5) == 0)
        {
            return Encoding.UTF8.GetBytes(random.Pick(Wholes));
        }

        // Values are put in as text: what they stand for is not always something a node can hold.
        var marks = new List<string>();
        var copy = good.DeepClone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            copy = Changed(random, copy, marks);
        }

        var text = marks.Aggregate(copy.ToJsonString(), (body, mark) => body.Replace($"\"{mark}\"", random.Pick(Values), StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (random.Next(12))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 2:
                return copy is JsonArray ? [.. "{\"a\":"u8, .. bytes, .. "}"u8] : [.. "["u8, .. bytes, .. "]"u8];
            case 3 when copy is JsonObject { Count: > 0 } members: // A member twice, with another value.
                return Encoding.UTF8.GetBytes($"{text[..^1]},\"{members.First().Key}\":{random.Pick(Values)}}}");
            default:
                return bytes;
        }
    }

    private static JsonNode Changed(Random random, JsonNode node, List<string> marks)
    {
        var mark = $"mark-{marks.Count}";
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                if (members[name] is { } inner and (JsonObject or JsonArray) && random.Next(4) > 0)
                {
                    Changed(random, inner, marks);
                }
                else if (random.Next(8) == 0)
                {
                    members.Remove(name);
                }
                else
                {
                    marks.Add(mark);
                    members[random.Next(10) == 0 ? "unknown" : name] = mark;
                }

                break;
            case JsonArray { Count: > 0 } items:
                var i = random.Next(items.Count);
                if (items[i] is { } item and (JsonObject or JsonArray) && random.Next(5) > 0)
                {
                    Changed(random, item, marks);
                }
                else if (random.Next(3) == 0)
                {
                    items.Add(items[i]?.DeepClone());
                }
                else
                {
                    marks.Add(mark);
                    items[i] = mark;
                }

                break;
        }

        return node;
    }
}

internal static class Randoms
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
