using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>The parcels of a lane that are under way at a time, in the order of the log; what was answered waits for those before it.</summary>
internal sealed class LaneWindow(ClaimedLane lane)
{
    private readonly Queue<Sent> _sent = [];
    private Sent? _tail;

    public ClaimedLane Lane { get; set; } = lane;

    /// <summary>The last event that is in a parcel, or passed over.</summary>
    public long Next { get; private set; } = lane.Cursor;

    /// <summary>What was read and not packed yet.</summary>
    public IReadOnlyList<Event> Read { get; set; } = [];

    /// <summary>The lane is to be gone on with in another way.</summary>
    public bool IsHandedBack { get; set; }

    public int Count => _sent.Count;

    public bool IsEmpty => _sent.Count == 0;

    public Sent Head => _sent.Peek();

    public IEnumerable<Task> Unanswered => _sent.Where(sent => !sent.Answer.IsCompleted).Select(sent => sent.Answer);

    public int InFlight => Unanswered.Count();

    /// <summary>More events would change the last parcel: it goes out as it is, and the next ones when it is dealt with.</summary>
    public bool IsTailOpen => !IsEmpty && _tail!.IsOpen;

    public void Add(Sent sent)
    {
        _sent.Enqueue(sent);
        _tail = sent;
        Next = sent.Done;
    }

    /// <summary>Nothing up to there concerns the lane.</summary>
    /// <param name="hasBatches">What comes next would be cut differently from before the gap: it waits until the cursor is behind it.</param>
    public void Pass(long end, bool hasBatches)
    {
        Next = Math.Max(Next, end);
        if (!IsEmpty)
        {
            _tail!.Done = Math.Max(_tail.Done, end);
            _tail.IsOpen |= hasBatches;
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public async Task DrainAsync() => await Task.WhenAll(Unanswered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Sent Take() => _sent.Dequeue();

    /// <summary>How many have failed and wait for those before them.</summary>
    public async Task<int> FailedAsync()
    {
        var count = 0;
        foreach (var sent in _sent.Where(sent => sent.Answer.IsCompletedSuccessfully))
        {
            count += (await sent.Answer).Attempt.Error is null ? 0 : 1;
        }

        return count;
    }

    /// <summary>Takes from the front what has arrived.</summary>
    public async Task<IReadOnlyList<Sent>> TakeArrivedAsync()
    {
        var arrived = new List<Sent>();
        while (!IsEmpty && Head.Answer.IsCompletedSuccessfully && (await Head.Answer).Attempt.Error is null)
        {
            arrived.Add(Take());
        }

        return arrived;
    }

    /// <summary>Takes all that is answered in the end, one way or the other.</summary>
    public async Task<IReadOnlyList<Attempt>> TakeAnsweredAsync()
    {
        await DrainAsync();
        var answered = await Task.WhenAll(_sent.Where(sent => sent.Answer.IsCompletedSuccessfully).Select(sent => sent.Answer));
        _sent.Clear();
        return [.. answered.Select(each => each.Attempt)];
    }

    /// <param name="isOpen">More events would have gone with it.</param>
    internal sealed class Sent(Parcel parcel, bool isOpen, Task<(SendResult Result, Attempt Attempt)> answer)
    {
        public Parcel Parcel { get; } = parcel;

        public bool IsOpen { get; set; } = isOpen;

        public Task<(SendResult Result, Attempt Attempt)> Answer { get; } = answer;

        /// <summary>Where the cursor goes when it is dealt with.</summary>
        public long Done { get; set; } = parcel.LastSeq;
    }
}
