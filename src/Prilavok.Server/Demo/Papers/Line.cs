namespace Prilavok.Server.Demo.Papers;

/// <param name="Type">PERC or SUM: what the cashier typed in.</param>
/// <param name="Sum">Kopecks.</param>
/// <param name="Percent">Hundred-thousandths of a percent.</param>
internal sealed record Discount(string Type, long Sum, long Percent)
{
    public static Discount OfPercent(long sum, int percent) => new("PERC", Kopecks.Percent(sum, percent), percent * 1_00000L);

    public static Discount OfSum(long sum, long discount) => new("SUM", discount, Kopecks.PercentOf(discount, sum));
}

/// <summary>A position of a document. Money in kopecks, quantities in thousandths.</summary>
internal sealed record Line
{
    public required string Uuid { get; init; }

    /// <summary>Counts the positions ever registered at the terminal.</summary>
    public required long Id { get; init; }

    public required Good Good { get; init; }

    public required long Quantity { get; init; }

    /// <summary>The stock before the document.</summary>
    public long InitialQuantity { get; init; }

    /// <summary>Of one, before discounts.</summary>
    public required long Price { get; init; }

    public string? Mark { get; init; }

    public Discount? Discount { get; init; }

    /// <summary>Its share of the document's discount.</summary>
    public Discount? Shared { get; init; }

    public required string Tax { get; init; }

    public long Sum => Kopecks.Times(Price, Quantity);

    public long SumAfterOwnDiscount => Sum - (Discount?.Sum ?? 0);

    public long ResultSum => SumAfterOwnDiscount - (Shared?.Sum ?? 0);

    /// <summary>Spreads a discount over lines in proportion to their sums, so that the shares add up to it.</summary>
    public static List<Line> Share(IReadOnlyList<Line> lines, Discount discount)
    {
        var whole = lines.Sum(line => line.SumAfterOwnDiscount);
        var shared = new List<Line>(lines.Count);
        long seen = 0, given = 0;
        foreach (var line in lines)
        {
            seen += line.SumAfterOwnDiscount;
            var share = Kopecks.Divide(discount.Sum * seen, whole) - given;
            given += share;
            var percent = Kopecks.PercentOf(share, line.SumAfterOwnDiscount);
            shared.Add(line with { Shared = discount with { Sum = share, Percent = percent } });
        }

        return shared;
    }
}
