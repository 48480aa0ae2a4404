using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;

namespace Prilavok.Server.Accounts;

/// <summary>
/// Who may have a password hashed next. Each network has as many turns as there are threads for it, all together twice as many: so a
/// network that floods the server waits for itself, and another is next but one. Whoever waits for longer than a moment is sent away.
/// </summary>
internal sealed class PasswordTurns : IPasswordTurns, IDisposable
{
    /// <summary>Those that wait are held, so that a flood comes no faster than it is sent away.</summary>
    private const int MostWaiting = 1024;

    private const int MostWaitingOfNetwork = 256;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<string> _limiter;
    private readonly TimeProvider _clock;

    public PasswordTurns(IOptions<AccountOptions> options, TimeProvider clock)
    {
        _clock = clock;
        var threads = options.Value.Hashers;
        _limiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(
                network => RateLimitPartition.GetConcurrencyLimiter(network, _ => OptionsOf(threads, MostWaitingOfNetwork)), StringComparer.Ordinal),
            PartitionedRateLimiter.Create<string, string>(
                _ => RateLimitPartition.GetConcurrencyLimiter("", _ => OptionsOf(2 * threads, MostWaiting)), StringComparer.Ordinal));
    }

    public async Task<IDisposable?> TakeAsync(string network, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(LongestWait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var lease = await _limiter.AcquireAsync(network, cancellationToken: either.Token);
            if (lease.IsAcquired)
            {
                return lease;
            }

            lease.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static ConcurrencyLimiterOptions OptionsOf(int permits, int waiting) =>
        new() { PermitLimit = permits, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
