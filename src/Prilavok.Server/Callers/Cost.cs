namespace Prilavok.Server.Callers;

/// <summary>Whose account calls go to: an owner's, or a publisher's.</summary>
/// <param name="Calls">Null counts none.</param>
/// <param name="Bytes">Null counts none.</param>
internal sealed record Payer(TokenBucket? Calls, TokenBucket? Bytes, Share UnderWay);

/// <summary>Who holds a token, and how many of its calls are under way.</summary>
internal sealed class TokenHolder(Payer payer)
{
    private int _underWay;

    public Payer Payer => payer;

    public int Enter() => Interlocked.Increment(ref _underWay);

    public void Leave() => Interlocked.Decrement(ref _underWay);
}

/// <summary>What a call has taken and gives back at its end.</summary>
internal readonly struct Cost(TokenHolder? caller, long bytes, MeteredBody? metered)
{
    public void End()
    {
        if (caller is null)
        {
            return;
        }

        caller.Leave();
        if (bytes + (metered?.Taken ?? 0) is > 0 and var taken)
        {
            caller.Payer.UnderWay.GiveBack(taken);
        }
    }
}
