namespace Prilavok.Server.Callers;

/// <summary>
/// A bucket that fills at a steady rate. It is one number, the time at which it will be full again, so taking from it locks nothing and
/// leaves nothing behind. What is taken may be more than is in it: then it must fill up to where something is in it again.
/// </summary>
/// <param name="burst">What a full one holds.</param>
internal sealed class TokenBucket(TimeProvider clock, double perSecond, double burst)
{
    private readonly double _ticksEach = clock.TimestampFrequency / perSecond;
    private readonly long _emptyTicks = (long)(burst * (clock.TimestampFrequency / perSecond));
    private long _fullAt;

    /// <summary>True when nothing is owed: the bucket is as good as a new one.</summary>
    public bool IsFull => Volatile.Read(ref _fullAt) <= clock.GetTimestamp();

    /// <param name="wait">Until something is in it again.</param>
    /// <returns>False when it is empty; nothing is taken then.</returns>
    public bool TryTake(long amount, out TimeSpan wait)
    {
        var cost = (long)(amount * _ticksEach);
        while (true)
        {
            var now = clock.GetTimestamp();
            var before = Volatile.Read(ref _fullAt);
            var from = Math.Max(before, now);
            var over = from - now - _emptyTicks;
            if (over >= 0)
            {
                wait = TimeSpan.FromSeconds((double)(over + (long)_ticksEach) / clock.TimestampFrequency);
                return false;
            }

            if (Interlocked.CompareExchange(ref _fullAt, from + cost, before) == before)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    /// <summary>Takes what has come already, whether it is in it or not.</summary>
    public void Charge(long amount)
    {
        var cost = (long)(amount * _ticksEach);
        while (true)
        {
            var before = Volatile.Read(ref _fullAt);
            if (Interlocked.CompareExchange(ref _fullAt, Math.Max(before, clock.GetTimestamp()) + cost, before) == before)
            {
                return;
            }
        }
    }
}
