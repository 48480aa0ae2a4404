using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Reading;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Bulk;

/// <summary>Forgets bulk tasks that were done long ago.</summary>
internal sealed class BulkSweeper(
    IStorage storage, IBulkTasks tasks, IOptions<CatalogueOptions> options, TimeProvider clock, ILogger<BulkSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(1), clock, logger)
{
    /// <summary>Tasks in one unit of work: their details may be megabytes.</summary>
    private const int Most = 10;

    private readonly TimeProvider _clock = clock;

    protected override async Task SweepAsync(CancellationToken ct)
    {
        while (await storage.WriteAsync(work => tasks.SweepAsync(work, _clock.GetUtcNow() - options.Value.BulkRetention, Most), ct) == Most)
        {
            // More may be left.
        }
    }
}
