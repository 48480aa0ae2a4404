using Prilavok.Core.Delivery;

namespace Prilavok.Server.Partners;

/// <summary>
/// Which connection a request goes out on. The pool of the client does not tell: a request may wait for a new connection and be served
/// by one that became free meanwhile. So the connection itself looks who writes to it.
/// </summary>
internal sealed class Way
{
    private static readonly AsyncLocal<Way?> Present = new();

    private Dial? _dial;
    private bool _isReused;
    private volatile bool _hasAnswer;

    /// <summary>That of the request the caller is making; null of one that nobody wants to know of.</summary>
    public static Way? Current => Present.Value;

    /// <summary>Of what the calling method sends from now on.</summary>
    public static Way Begin()
    {
        var way = new Way();
        Present.Value = way;
        return way;
    }

    /// <summary>The connection it went out on last; null when it has not gone out.</summary>
    public Dial? Taken => _dial;

    /// <summary>Something of the answer has come.</summary>
    public bool HasAnswer => _hasAnswer;

    /// <summary>All of its head has come.</summary>
    public bool HasHead { get; set; }

    /// <summary>
    /// It went out on a connection that others had used before, and nothing came back: whoever is at the other end may have closed
    /// it for want of use before the request arrived.
    /// </summary>
    public bool IsStale => _isReused && !_hasAnswer;

    public void Take(Dial dial, bool isReused) => (_dial, _isReused, _hasAnswer) = (dial, isReused, false);

    public void Hear() => _hasAnswer = true;

    /// <summary>It goes out once more.</summary>
    public void Forget() => (_dial, _isReused, _hasAnswer) = (null, false, false);

    /// <param name="begun">The connection that was to be opened for the request, told of where it went out on none.</param>
    /// <param name="firstByte">Null when there was no answer.</param>
    /// <returns>Null when it did not even come to a connection.</returns>
    public AttemptTimings? Timings(Dial? begun, TimeSpan? firstByte) => (_dial ?? begun, _isReused) switch
    {
        (null, _) => null,
        ({ } dial, true) => new AttemptTimings(dial.Address, true, null, null, null, firstByte),
        ({ } dial, false) => new AttemptTimings(dial.Address, false, dial.Dns, dial.Connect, dial.Tls, firstByte),
    };
}
