using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Lanes as they are meant: in memory, with nobody else about. Times are milliseconds.</summary>
internal sealed class LaneModel(IEnumerable<Channel> channels, long head)
{
    public Dictionary<Channel, Lane> Lanes { get; } = channels.ToDictionary(channel => channel, _ => new Lane { Cursor = head });

    public List<(long Seq, EventKind Kind)> Log { get; } = [];

    public long Head { get; private set; } = head;

    public long Now { get; set; }

    public void Append(EventKind kind)
    {
        var before = Head++;
        Log.Add((Head, kind));
        foreach (var (channel, lane) in Lanes)
        {
            if (Channels.KindOf(channel) == kind && lane.Due is null)
            {
                lane.Due = Now;
                lane.Cursor = before;
            }
        }
    }

    public IEnumerable<Channel> Due => Lanes.Where(pair => pair.Value.Due <= Now).Select(pair => pair.Key);

    public void Claim(Channel channel, ClaimedLane by, long lease)
    {
        var lane = Lanes[channel];
        lane.HeldBy = by.Generation;
        lane.IsLeased = true;
        lane.Due = Now + lease;
    }

    /// <returns>False when the lease was lost.</returns>
    public bool Settle(ClaimedLane by, Verdict verdict, long lease)
    {
        var lane = Lanes[by.Key.Channel];
        if (lane.HeldBy != by.Generation)
        {
            return false;
        }

        if (verdict is Verdict.Retry retry)
        {
            lane.Failures++;
            lane.IsLeased = false;
            lane.Due = Now + (long)retry.Pause.TotalMilliseconds;
            return true;
        }

        var cursor = verdict is Verdict.Advance advance ? advance.Cursor : ((Verdict.GiveUp)verdict).Cursor;
        lane.Told.AddRange(After(by.Key.Channel, lane.Cursor).Where(seq => seq <= cursor));
        lane.Cursor = cursor;
        lane.Failures = 0;
        lane.IsLeased = cursor < Head;
        lane.Due = cursor < Head ? Now + lease : null;
        return true;
    }

    /// <summary>The events a lane has still to tell of, beyond a place.</summary>
    public IEnumerable<long> After(Channel channel, long cursor) =>
        Log.Where(e => e.Kind == Channels.KindOf(channel) && e.Seq > cursor).Select(e => e.Seq);

    public void Shift(long step)
    {
        foreach (var lane in Lanes.Values.Where(lane => !lane.IsLeased))
        {
            lane.Due -= step;
        }
    }

    public sealed class Lane
    {
        public long Cursor { get; set; }

        public long? Due { get; set; }

        public bool IsLeased { get; set; }

        public int Failures { get; set; }

        public long? HeldBy { get; set; }

        public List<long> Told { get; } = [];
    }
}
