namespace Prilavok.Core.Terminals;

/// <summary>A terminal came to a store.</summary>
/// <param name="StoreId">As it is shown.</param>
public readonly record struct Stay(string StoreId, DateTimeOffset Since);

/// <summary>The stores a terminal stood in. What it sold belongs to the store it stood in then.</summary>
/// <param name="stays">One after the other, the last is the present one; at least one.</param>
public sealed class Whereabouts(IReadOnlyList<Stay> stays)
{
    /// <summary>Of a terminal that never moved.</summary>
    public static Whereabouts Only(string storeId) => new([new Stay(storeId, DateTimeOffset.MinValue)]);

    /// <summary>Where it stood; before it is known to have stood anywhere, where it came first.</summary>
    public string StoreAt(DateTimeOffset at)
    {
        for (var i = stays.Count - 1; i > 0; i--)
        {
            if (IsReached(stays[i].Since, at))
            {
                return stays[i].StoreId;
            }
        }

        return stays[0].StoreId;
    }

    /// <summary>Terminals tell whole seconds: what was closed in the second of the move was closed after it.</summary>
    private static bool IsReached(DateTimeOffset since, DateTimeOffset at) =>
        at >= (at.Ticks % TimeSpan.TicksPerSecond == 0 ? since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond)) : since);

    /// <returns>The store as it is shown, if the terminal ever stood in it; else null.</returns>
    public string? Find(string storeId)
    {
        foreach (var stay in stays)
        {
            if (Ids.Key(stay.StoreId) == Ids.Key(storeId))
            {
                return stay.StoreId;
            }
        }

        return null;
    }
}

/// <summary>A terminal, one that was removed included, with what tells which documents are its own.</summary>
/// <param name="RemovedAt">On the owner's clock; null while it is there.</param>
public sealed record KnownTerminal(Terminal Terminal, Whereabouts Stood, DateTimeOffset? RemovedAt);
