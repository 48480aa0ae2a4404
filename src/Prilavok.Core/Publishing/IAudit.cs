using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

/// <summary>Who changed an app and what of it. (What happens in an owner's account stands in the owner's log.)</summary>
/// <param name="Actor">The publisher.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action)
{
    /// <summary>Null where none were changed.</summary>
    public ChangedSettings? Settings { get; init; }
}

/// <summary>What is told of a change of settings.</summary>
/// <param name="Members">Names of the members that are others since then; null is all of them.</param>
/// <param name="TooLong">Those of them whose values are not kept.</param>
/// <param name="After">As they were then, in the members that are kept; all else of it is without meaning.</param>
public sealed record ChangedSettings(IReadOnlyCollection<string>? Members, IReadOnlyCollection<string> TooLong, AppSettings After);

public interface IAudit
{
    /// <summary>More entries of an app are not kept: the oldest go.</summary>
    const int MostKept = 1000;

    /// <param name="before">Null where there were none.</param>
    /// <param name="after">Only where it differs is it kept.</param>
    Task AddAsync(IWork work, string appId, AuditEntry entry, AppSettings? before, AppSettings after);

    /// <summary>A change that touched no settings.</summary>
    Task AddAsync(IWork work, string appId, AuditEntry entry);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(ISession session, string appId, int limit);
}
