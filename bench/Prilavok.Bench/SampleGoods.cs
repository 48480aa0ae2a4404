using System.Globalization;
using System.Text;

namespace Prilavok.Bench;

/// <summary>Products as a shop keeps them, each with the id that its number gives it.</summary>
internal static class SampleGoods
{
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{number * 2654435761L % 0xFFFFFFFF:x8}-7c1d-4a52-9b0e-{number:x12}");

    /// <summary>An array of v2.</summary>
    public static byte[] Array(int first, int count) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(first, count).Select(One))}]");

    private static string One(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"type":"NORMAL","id":"{{IdOf(number)}}","name":"Чай чёрный листовой № {{number}}","code":"{{number}}","price":{{100 + (number % 900)}}.50,
        "cost_price":{{60 + (number % 500)}},"quantity":{{number % 70}},"measure_name":"шт","tax":"VAT_10","allow_to_sell":true,
        "article_number":"A-{{number:000000}}","parent_id":"1ddea16b-971b-dee5-3798-1b29a7aa2e27","barcodes":["46{{number:00000000000}}"]}
        """);
}
