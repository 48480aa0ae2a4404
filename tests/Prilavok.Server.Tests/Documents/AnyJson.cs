using System.Text.Json;
using CsCheck;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Any JSON that a terminal may send: names known and unknown, numbers of every spelling, nulls everywhere.</summary>
internal static class AnyJson
{
    private static readonly string[] Names =
    [
        "sum", "total", "before", "cash", "quantity", "document_number", "price", "value", "positions", "payments", "tax", "a", "Имя", "", "}", "\"", "mark",
        "result_sum", "sales", "sections", "complete_inventory", "type", "id", "pos_print_results", "parts", "extra_keys", "discount_sum", "new_one",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "12.50", "1.999", "0.0000001", "1e-7", "1E+2", "1e400", "1e-300", "-15e-1", "123456789012345678901234567890", "0.123456789",
        "9999999999999.99", "100",
    ];

    private static readonly string[] Texts =
    [
        "", "1", "00123", "1.999", "1.50", "А-15/3", "n/a", "true", "2026-11-02", "1e5", "null", "a,b", "Чай \"зелёный\"\n", "\ud83d\ude00",
    ];

    public static Gen<string> Scalar { get; } = Gen.OneOf(
        OneOf(Numbers),
        OneOf(Texts).Select(text => JsonSerializer.Serialize(text)),
        OneOf("true", "false", "null"),
        Gen.Int[-100_000, 100_000].Select(number => (number / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static Gen<string> Value { get; } = Deeper(3);

    public static Gen<string> Object { get; } = ObjectOf(Value);

    public static Gen<string> List { get; } = Value.List[0, 4].Select(items => $"[{string.Join(',', items)}]");

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<string> Deeper(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (2, ObjectOf(Deeper(depth - 1))),
            (1, Deeper(depth - 1).List[0, 4].Select(items => $"[{string.Join(',', items)}]")));

    private static Gen<string> ObjectOf(Gen<string> value) =>
        Gen.Select(OneOf(Names), value).List[0, 6].Select(members =>
            "{" + string.Join(',', members.DistinctBy(member => member.Item1, StringComparer.Ordinal)
                .Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}")) + "}");
}
