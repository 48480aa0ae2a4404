using System.Runtime.CompilerServices;

namespace Prilavok.Core.Delivery;

/// <summary>
/// Follows the attempts at an app's deliveries, whichever node made them. They are read from where they are kept: nobody who sends
/// waits for those who follow, and who is slow misses nothing.
/// </summary>
public sealed class FollowAttempts
{
    private const int AtATime = 200;

    /// <summary>
    /// Units of work commit in another order than they looked at the clock, and the clocks of nodes differ: so far back is looked
    /// again for what came late.
    /// </summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly IStorage _storage;
    private readonly IAttempts _attempts;
    private readonly TimeProvider _clock;
    private readonly LiveQuery _query;
    private readonly HashSet<AttemptMark> _seen = [];
    private long _newest;

    private FollowAttempts(IStorage storage, IAttempts attempts, TimeProvider clock, LiveQuery query, long newest)
    {
        (_storage, _attempts, _clock, _query) = (storage, attempts, clock, query);
        _newest = newest;
    }

    /// <param name="after">Goes on behind this one; null begins with what is kept from now on.</param>
    public static async Task<FollowAttempts> BeginAsync(
        IStorage storage, IAttempts attempts, TimeProvider clock, LiveQuery query, AttemptMark? after, CancellationToken ct)
    {
        var follow = new FollowAttempts(storage, attempts, clock, query, after?.KeptAt ?? clock.GetUtcNow().ToUnixTimeMilliseconds());
        await foreach (var known in follow.ReadAsync(ct))
        {
            if (after is not null && known.Mark > after)
            {
                break;
            }

            follow._seen.Add(known.Mark);
        }

        return follow;
    }

    /// <returns>What was kept since the last look, up to where nothing more is found.</returns>
    public async IAsyncEnumerable<LiveAttempt> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var begun = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await foreach (var one in ReadAsync(ct))
        {
            if (_seen.Add(one.Mark))
            {
                _newest = Math.Max(_newest, one.Mark.KeptAt);
                yield return one;
            }
        }

        // Where little passes the filter, the next look must not begin ever farther back.
        _newest = Math.Max(_newest, begun);
    }

    private async IAsyncEnumerable<LiveAttempt> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        // A node whose clock is fast does not make the others' attempts old.
        var from = Math.Min(_newest, _clock.GetUtcNow().ToUnixTimeMilliseconds()) - (long)Late.TotalMilliseconds;
        _seen.RemoveWhere(mark => mark.KeptAt < from);
        for (var mark = AttemptMark.Before(from); ;)
        {
            var after = mark;
            var page = await _storage.ReadAsync(s => _attempts.KeptAfterAsync(s, _query, after, AtATime), ct);
            foreach (var one in page)
            {
                yield return one;
            }

            if (page.Count < AtATime)
            {
                yield break;
            }

            mark = page[^1].Mark;
        }
    }
}
