namespace Prilavok.Core.Feed;

/// <summary>The log of an owner who has an app.</summary>
/// <param name="Head">The owner's last event, as all of these logs were looked at together.</param>
/// <param name="First">The event of the position asked for, of which more may be told, or the first after it; one more than the head when
/// there is none.</param>
public sealed record AppLog(string OwnerId, IReadOnlyCollection<string> Rights, long Head, long First);

/// <summary>The logs of all owners who have an app.</summary>
public interface IAppLogs
{
    /// <param name="ownerId">Only of this owner; null means all.</param>
    /// <param name="from">Null asks for the ends.</param>
    Task<IReadOnlyList<AppLog>> ListAsync(ISession session, string appId, string? ownerId, LogPosition? from);
}
