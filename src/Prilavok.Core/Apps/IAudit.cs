namespace Prilavok.Core.Apps;

/// <summary>Who changed an app and what it was then. (What happens in an owner's account stands in the owner's log.)</summary>
/// <param name="Actor">The publisher.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, AppSettings Settings);

public interface IAudit
{
    Task AddAsync(IWork work, string appId, AuditEntry entry);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(ISession session, string appId, int limit);
}
