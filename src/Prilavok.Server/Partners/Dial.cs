using System.Net;

namespace Prilavok.Server.Partners;

/// <summary>How far a connection has come.</summary>
internal enum DialStage
{
    LookingUp,
    Connecting,

    /// <summary>What comes next, where there is TLS.</summary>
    Securing,

    Open,
}

/// <summary>How one connection comes about. What was not needed or not reached is null.</summary>
internal sealed class Dial(TimeProvider clock)
{
    private long _mark = clock.GetTimestamp();
    private volatile bool _isSpent;

    public DialStage Stage { get; private set; }

    /// <summary>No further request may go out on it.</summary>
    public bool IsSpent => _isSpent;

    public string? Address { get; private set; }

    public TimeSpan? Dns { get; private set; }

    public TimeSpan? Connect { get; private set; }

    public TimeSpan? Tls { get; private set; }

    /// <param name="candidates">One of them will be connected to.</param>
    public void Found(IPAddress[] candidates, bool wasLookedUp)
    {
        Stage = DialStage.Connecting;
        var took = Lap();
        Dns = wasLookedUp ? took : null;
        Address = candidates is [var only] ? Text(only) : null;
    }

    public void Connected(IPAddress address)
    {
        Stage = DialStage.Securing;
        Connect = Lap();
        Address = Text(address);
    }

    public void Secured() => Tls = Lap();

    /// <summary>Ready for a request.</summary>
    public void Opened() => Stage = DialStage.Open;

    public void Spend() => _isSpent = true;

    /// <summary>A socket for both families shows addresses of the older one in the form of the newer.</summary>
    private static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    private TimeSpan Lap()
    {
        var now = clock.GetTimestamp();
        var took = clock.GetElapsedTime(_mark, now);
        _mark = now;
        return took;
    }
}
