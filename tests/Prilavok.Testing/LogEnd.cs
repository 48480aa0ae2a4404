using Prilavok.Core;
using Prilavok.Core.Log;

namespace Prilavok.Testing;

public static class LogEnd
{
    /// <summary>The number of the owner's last event; 0 when there is none, or no owner.</summary>
    public static async Task<long> HeadAsync(this IEventLog log, ISession session, string ownerId) =>
        (await log.ReadAsync(session, ownerId, long.MaxValue, null, 1)).Head;
}
