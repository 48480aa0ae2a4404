using System.Globalization;

namespace Prilavok.Bench;

internal static class Table
{
    /// <summary>Prints rows as a table for <c>bench/README.md</c>.</summary>
    public static void Print(string title, params ReadOnlySpan<(string Name, double Value)> rows)
    {
        Console.WriteLine($"| {title} | |");
        Console.WriteLine("|---|---|");
        foreach (var (name, value) in rows)
        {
            Console.WriteLine($"| {name} | {value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture)} |");
        }

        Console.WriteLine();
    }
}
