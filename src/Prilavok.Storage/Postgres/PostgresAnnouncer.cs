using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Prilavok.Storage.Postgres;

/// <summary>
/// Tells other nodes whose business changed. It speaks after the commits and of many owners at once: the database lets only one
/// transaction at a time commit with an announcement in it, so announcing inside would put all owners' commits in one line.
/// What is not said because this process dies costs the others a poll.
/// </summary>
internal sealed partial class PostgresAnnouncer(NpgsqlDataSource source, TimeProvider clock, ILogger<PostgresAnnouncer> logger)
    : BackgroundService
{
    public const string Channel = "prilavok";

    /// <summary>Owners in one statement, and those kept while the database is away; a longer silence is left to the polls.</summary>
    private const int MostAtOnce = 10_000;

    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _changed = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostAtOnce) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Announce(string ownerId) => _changed.Writer.TryWrite(ownerId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ownerIds = new HashSet<string>(StringComparer.Ordinal);
        while (await _changed.Reader.WaitToReadAsync(stoppingToken))
        {
            while (ownerIds.Count < MostAtOnce && _changed.Reader.TryRead(out var ownerId))
            {
                ownerIds.Add(ownerId);
            }

            await SpeakAsync(ownerIds, stoppingToken);
            ownerIds.Clear();
        }
    }

    private async Task SpeakAsync(IReadOnlyCollection<string> ownerIds, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await connection.ExecuteAsync(
                "SELECT pg_notify(@Channel, owner_id) FROM unnest(@ownerIds) AS changed (owner_id)",
                new { Channel, ownerIds = ownerIds.ToArray() });
        }
        catch (NpgsqlException e)
        {
            Log.Unheard(logger, e, ownerIds.Count);
            await Task.Delay(FaultPause, clock, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not tell other nodes of {Owners} changed owners; they find out by polling.")]
        public static partial void Unheard(ILogger logger, Exception e, int owners);
    }
}
