using Prilavok.Server.Delivery;

namespace Prilavok.Server.Deliveries;

/// <param name="Next">Where what follows begins; null at the end.</param>
internal sealed record Found<T>(IReadOnlyList<T> Items, string? Next)
{
    public static Found<T> Nothing { get; } = new([], null);
}

/// <summary>
/// Walks over a list, and picks what is about the thing that is asked for. A long list is walked over a part at a time: an answer may
/// hold few, or none, and say where to go on.
/// </summary>
internal sealed class SubjectWalk(DeliverySubjects subjects)
{
    /// <summary>In one answer; a cursor leads on.</summary>
    private const int Most = 1000;

    private const int AtATime = 200;

    /// <summary>Looked at for one answer.</summary>
    private const int MostLooked = 5000;

    /// <param name="read">So many behind the item at most; from the beginning of what is asked for when it is null.</param>
    /// <param name="cursorOf">Leads on behind an item.</param>
    /// <param name="depth">How many of the things that an item is about can be meant.</param>
    public async Task<Found<T>> PickAsync<T>(
        string appId, SubjectFilter filter, Func<T?, int, Task<IReadOnlyList<T>>> read, Func<T, Stretch> stretchOf, Func<T, string> cursorOf,
        int depth,
        CancellationToken ct)
        where T : class
    {
        if (filter.IsEmpty)
        {
            var all = await read(null, Most + 1);
            return all.Count > Most ? new([.. all.Take(Most)], cursorOf(all[Most - 1])) : new(all, null);
        }

        var picked = new List<T>();
        T? last = null;
        for (var looked = 0; looked < MostLooked; looked += AtATime)
        {
            var page = await read(last, AtATime);
            var about = await subjects.FindAsync(appId, page.Select(stretchOf), depth, ct);
            foreach (var item in page)
            {
                last = item;
                if (filter.Allows(about[stretchOf(item)]))
                {
                    picked.Add(item);
                    if (picked.Count == Most)
                    {
                        return new(picked, cursorOf(item));
                    }
                }
            }

            if (page.Count < AtATime)
            {
                return new(picked, null);
            }
        }

        return new(picked, last is null ? null : cursorOf(last));
    }
}
