using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>Sums by kind of tax, in kopecks, under the operator's names: of goods without tax the price, of others the tax in it.</summary>
/// <param name="day">On which the slip was printed.</param>
internal sealed class OfdTaxes(DateTime day)
{
    private const string None = "ndsNo";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["NO_VAT"] = None,
        ["VAT_0"] = "nds0",
        ["VAT_5"] = "nds5",
        ["VAT_7"] = "nds7",
        ["VAT_10"] = "nds10",
        ["VAT_20"] = "nds18",
        ["VAT_22"] = "nds22",
        ["VAT_5_105"] = "ndsCalculated5",
        ["VAT_7_107"] = "ndsCalculated7",
        ["VAT_10_110"] = "ndsCalculated10",
        ["VAT_20_120"] = "ndsCalculated18",
        ["VAT_22_122"] = "ndsCalculated22",
    };

    private readonly SortedDictionary<string, long> _sums = new(StringComparer.Ordinal) { [None] = 0 };

    public void Add(DocumentView position)
    {
        var tax = position.Object("tax");
        if (NameOf(tax?.Text("type") ?? "NO_VAT") is { } name)
        {
            var sum = name is None or "nds0" ? position.Money("result_sum") : tax?.Money("result_sum");
            _sums[name] = Sums.Plus(_sums.GetValueOrDefault(name), sum);
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var (name, sum) in _sums)
        {
            json.WriteNumber(name, sum);
        }
    }

    /// <summary>The operator calls the main rate 18 for as long as it was 18 or 20.</summary>
    private string? NameOf(string type) => type switch
    {
        "VAT_18" => TaxRates.PercentOf(type, day) == 22 ? Names["VAT_22"] : Names["VAT_20"],
        "VAT_18_118" => TaxRates.PercentOf(type, day) == 22 ? Names["VAT_22_122"] : Names["VAT_20_120"],
        _ => Names.GetValueOrDefault(type),
    };
}
