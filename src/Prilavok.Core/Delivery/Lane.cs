using System.Collections.Frozen;
using Prilavok.Core.Log;

namespace Prilavok.Core.Delivery;

/// <summary>One kind of notification of an app. The numbers are stored.</summary>
public enum Channel
{
    Stores = 1,
    Devices = 2,
    Employees = 3,
    Roles = 4,
    Products = 5,
    Documents = 6,
    Receipts = 7,
    Subscription = 8,
    Installation = 9,
    Token = 10,
}

/// <summary>A durable cursor on an owner's log, read on behalf of one channel of one app.</summary>
/// <param name="Parked">
/// The event the lane is about, which its receiver refused while it took others, or the last of several that go together; 0 of the lane
/// that follows the log.
/// </param>
public readonly record struct LaneKey(string OwnerId, string AppId, Channel Channel, long Parked = 0);

/// <summary>A lane that is ours until its lease runs out.</summary>
/// <param name="Generation">Guards the verdict: whoever claims the lane next raises it.</param>
/// <param name="Cursor">The last event dealt with.</param>
/// <param name="BatchEnd">Last event of a batch that may have been sent already; the same batch is sent again. Null when none is under way.</param>
/// <param name="Failures">Failed attempts in a row at the event after the cursor.</param>
/// <param name="Refusals">Those of the last failures, in a row, that were refusals.</param>
/// <param name="IsPaused">It was claimed for one attempt only.</param>
/// <param name="ResumedAt">When it was last resumed, on the owner's clock; null when it never was.</param>
public sealed record ClaimedLane(
    LaneKey Key, long Generation, long Cursor, long? BatchEnd, int Failures, int Refusals = 0, bool IsPaused = false, DateTimeOffset? ResumedAt = null)
{
    /// <summary>End of the lease, in real time, as it was when the lane was claimed or settled last.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>False when an attempt that begins now may outlast the lease. Reading what to send can take long, and then others have the lane.</summary>
    public bool LastsFor(TimeSpan attempt, DateTimeOffset now) => now + attempt <= LeasedUntil;
}

/// <summary>A lane as its publisher sees it.</summary>
/// <param name="DueAt">Real time of the next attempt, or the end of the lease; null when idle.</param>
/// <param name="Head">The owner's last event.</param>
/// <param name="Paused">Nothing is sent and nothing is due until it is resumed; the cursor stays.</param>
public sealed record LaneState(
    LaneKey Key, long Cursor, long Head, DateTimeOffset? DueAt, bool Leased, bool Paused, int Failures, string? LastError);

/// <summary>How far behind the busy lanes of a channel are, of all owners and apps together.</summary>
/// <param name="Busy">Lanes that follow the log and have something to send, now or later.</param>
/// <param name="Parked">Lanes about a parked event; they count in nothing else.</param>
/// <param name="Behind">Events of the logs that the busy lanes have yet to look at.</param>
/// <param name="Oldest">Age of the oldest event that they have yet to tell.</param>
public sealed record LaneLag(Channel Channel, long Busy, long Parked, long Behind, TimeSpan Oldest);

public static class Channels
{
    private static readonly FrozenDictionary<Channel, string> Names = Enum.GetValues<Channel>().ToFrozenDictionary(
        channel => channel,
        channel => channel == Channel.Token ? "userToken" : char.ToLowerInvariant(channel.ToString()[0]) + channel.ToString()[1..]);

    /// <summary>The member that sets its address has this name, and it has no other wherever it is told of.</summary>
    public static string NameOf(Channel channel) => Names[channel];

    /// <summary>By its name in any case, or by the name that the user's token had in figures.</summary>
    public static bool TryFind(string name, out Channel channel)
    {
        foreach (var (known, called) in Names)
        {
            if (string.Equals(called, name, StringComparison.OrdinalIgnoreCase))
            {
                channel = known;
                return true;
            }
        }

        channel = Channel.Token;
        return string.Equals(name, "token", StringComparison.OrdinalIgnoreCase);
    }

    public static EventKind KindOf(Channel channel) => channel switch
    {
        Channel.Stores => EventKind.Store,
        Channel.Devices => EventKind.Device,
        Channel.Employees => EventKind.Employee,
        Channel.Roles => EventKind.Role,
        Channel.Products => EventKind.Product,
        Channel.Documents or Channel.Receipts => EventKind.Document,
        Channel.Subscription => EventKind.Subscription,
        Channel.Installation => EventKind.Installation,
        Channel.Token => EventKind.Token,
    };

    /// <summary>These tell of the installation itself: they carry the service token and outlive the removal of the app.</summary>
    public static bool IsAboutInstallation(Channel channel) =>
        channel is Channel.Subscription or Channel.Installation or Channel.Token;
}
