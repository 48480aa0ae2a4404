using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

/// <summary>
/// Looks, before anything else starts, whether the database was put back from a copy, and tells the folder of the data from time to time
/// how far the database is.
/// </summary>
internal sealed partial class RestoreWatch(
    FindRestored find, IStorage storage, IOptions<StorageOptions> options, TimeProvider clock, ILogger<RestoreWatch> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>A copy that is older than this is told from the database it was made of.</summary>
    private static readonly TimeSpan BeatEvery = TimeSpan.FromMinutes(1);

    private string Folder => options.Value.Data;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var (mark, restored) = await find.HandleAsync(FolderMark.Read(Folder), storage.IsAlone, cancellationToken);
        if (restored is not null)
        {
            Log.PutBack(logger, restored.Owners, restored.Sessions);
        }

        Keep(mark);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What was copied before is older than what the folder knows.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await BeatAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BeatEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await BeatAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        try
        {
            Keep(await find.BeatAsync(ct));
        }
        catch (Exception e) when (e is StorageUnavailableException or OperationCanceledException)
        {
            Log.NotKept(logger, e, Folder);
        }
    }

    private void Keep(DatabaseMark mark)
    {
        try
        {
            FolderMark.Write(Folder, mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, e, Folder);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The database was put back from a copy: the logs of {Owners} owners go on behind all numbers that may be "
            + "lost, and {Sessions} log-ins ended.")]
        public static partial void PutBack(ILogger logger, int owners, int sessions);

        [LoggerMessage(2, LogLevel.Warning, "How far the database is could not be kept in {Folder}: a copy put back by hand may not be found out.")]
        public static partial void NotKept(ILogger logger, Exception e, string folder);
    }
}
