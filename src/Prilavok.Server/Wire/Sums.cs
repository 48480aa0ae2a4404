namespace Prilavok.Server.Wire;

/// <summary>
/// Sums of what documents say. Each number was accepted, their sum may be more than there is room for: it ends at the largest number
/// then, which can be told, and whose sign can be turned.
/// </summary>
internal static class Sums
{
    private const long Most = long.MaxValue;

    /// <summary>What is missing counts nothing.</summary>
    public static long Of(IEnumerable<long?> parts)
    {
        Int128 sum = 0;
        foreach (var part in parts)
        {
            sum += part ?? 0;
        }

        return Bounded(sum);
    }

    public static long Plus(long left, long? right) => Bounded((Int128)left + (right ?? 0));

    public static long Minus(long left, long right) => Bounded((Int128)left - right);

    private static long Bounded(Int128 sum) => (long)Int128.Clamp(sum, -Most, Most);
}
