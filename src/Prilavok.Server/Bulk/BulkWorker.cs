using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Reading;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Bulk;

/// <summary>Takes up bulk tasks that are due, a few at a time, each of another owner.</summary>
internal sealed class BulkWorker(
    IStorage storage, IBulkTasks tasks, BulkSignal signal, BulkRunner runner, IOptions<CatalogueOptions> options, TimeProvider clock,
    ILogger<BulkWorker> logger)
    : DueWorker<ClaimedBulk>(signal, options.Value.BulkTasks, options.Value.BulkPollInterval, options.Value.BulkFaultPause, clock, logger)
{
    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => storage.ReadAsync(tasks.NextDueAsync, ct);

    protected override Task<IReadOnlyList<ClaimedBulk>> ClaimAsync(DateTimeOffset now) =>
        storage.WriteAsync(work => tasks.ClaimAsync(work, now, options.Value.BulkLease, 1), CancellationToken.None);

    protected override Task RunAsync(ClaimedBulk claimed, CancellationToken ct) => runner.RunAsync(claimed, ct);
}
