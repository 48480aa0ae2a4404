namespace Prilavok.Core;

/// <summary>A place to read from: a consistent view of the storage. Opaque outside the storage.</summary>
public interface ISession;

/// <summary>One unit of work. What it wrote becomes visible together, or not at all.</summary>
public interface IWork : ISession
{
    /// <summary>
    /// Runs <paramref name="action"/> once the work is durable; never when it was rolled back. Must be short and must not throw.
    /// Other nodes hear of it, and forget what they remember of the owner; of work on no owner, what they remember of publishers.
    /// </summary>
    void AfterCommit(Action action);
}

/// <summary>A unit of work on one owner's business. It holds the owner's row, so an owner's changes form one line.</summary>
public interface IOwnerWork : IWork
{
    string OwnerId { get; }

    /// <summary>The owner's clock: real time plus the offset of the sandbox.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The number of the owner's last event, those appended by this work included.</summary>
    long Head { get; }
}
