using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Postgres;

/// <summary>Hears what other nodes committed, so that this one forgets what it remembered and looks for due lanes and bulk tasks.</summary>
internal sealed partial class PostgresListener(
    NpgsqlDataSource source, OwnerCaches caches, OwnerSignal owners, LaneSignal lanes, BulkSignal bulks, ForwardSignal forwards, TimeProvider clock,
    ILogger<PostgresListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Lost(logger, e, FaultPause);
                await Task.Delay(FaultPause, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, note) =>
        {
            caches.Forget(note.Payload);
            owners.Ring(note.Payload);
            lanes.RingDue();
            bulks.RingDue();
            forwards.RingDue();
            forwards.RingSettled();
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresAnnouncer.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        // For what was said before somebody listened.
        caches.ForgetAll();
        owners.RingAll();
        lanes.RingDue();
        bulks.RingDue();
        forwards.RingDue();
        forwards.RingSettled();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Lost the wake-up connection to the database; polling until it is back, trying again in {Pause}.")]
        public static partial void Lost(ILogger logger, Exception e, TimeSpan pause);
    }
}
