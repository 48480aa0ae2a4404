namespace Prilavok.Core.Delivery;

/// <summary>Times and leases of durable work (lanes, bulk tasks, subscriptions) that were written by a process or a clock that is no more.</summary>
public interface IDueTimes
{
    /// <summary>What is leased is due now. Only where nobody can hold a lease: at the start of the one process on the storage.</summary>
    Task FreeAsync(IWork work, DateTimeOffset now);

    /// <summary>The real clock went back by <paramref name="step"/>: what was to happen in a minute still happens in a minute.</summary>
    /// <param name="now">As the clock shows now. What other nodes have put off comes nearer too: tried early it does no harm.</param>
    Task BringForwardAsync(IWork work, DateTimeOffset now, TimeSpan step);
}
