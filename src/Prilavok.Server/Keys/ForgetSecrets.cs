using Prilavok.Core;
using Prilavok.Core.Billing;
using Prilavok.Core.Keys;
using Prilavok.Core.Log;

namespace Prilavok.Server.Keys;

/// <summary>Drops what cannot be opened, so that it can be given anew. Apps leave the accounts as when their owners remove them.</summary>
internal sealed partial class ForgetSecrets(IStorage storage, IKeptSecrets secrets, RemoveApp remove, ILogger<ForgetSecrets> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var removed = 0;
        foreach (var (ownerId, appId) in await storage.ReadAsync(secrets.ClosedInstallationsAsync, ct))
        {
            removed += await remove.HandleAsync(ownerId, Source.System, appId, ct) ? 1 : 0;
        }

        var dropped = await storage.WriteAsync(secrets.DropClosedAsync, ct);
        Log.Forgotten(logger, removed, dropped);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Secrets that cannot be opened are forgotten: {Removed} apps were removed from accounts, {Dropped} other "
            + "things have lost theirs.")]
        public static partial void Forgotten(ILogger logger, int removed, int dropped);
    }
}
