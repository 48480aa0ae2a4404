using Microsoft.Extensions.Logging.Abstractions;
using Prilavok.Core;
using Prilavok.Server.Workers;
using Xunit;

namespace Prilavok.Server.Tests.Workers;

public sealed class DueWorkerTests
{
    [Fact]
    public async Task One_that_fails_does_not_keep_those_that_were_claimed_with_it()
    {
        using var worker = new Worker();
        await worker.StartAsync(TestContext.Current.CancellationToken);

        await worker.IsDone.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], worker.Taken);
    }

    private sealed class Signal : WorkSignal;

    /// <summary>Claims three at once, of which all but the last fail.</summary>
    private sealed class Worker() : DueWorker<int>(
        new Signal(), loops: 1, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeProvider.System, NullLogger.Instance)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsDone => _done.Task;

        public List<int> Taken { get; } = [];

        protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(DateTimeOffset.MinValue);

        protected override Task<IReadOnlyList<int>> ClaimAsync(DateTimeOffset now) => Task.FromResult<IReadOnlyList<int>>([1, 2, 3]);

        protected override Task RunAsync(int claimed, CancellationToken ct)
        {
            Taken.Add(claimed);
            if (claimed < 3)
            {
                throw new InvalidOperationException();
            }

            _done.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
