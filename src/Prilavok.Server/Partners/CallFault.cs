using System.Globalization;
using System.Net.Sockets;

namespace Prilavok.Server.Partners;

/// <summary>What a call to a service died of, in words that name the cause. Every surface that tells of one says these.</summary>
/// <param name="Cause">As <c>the name hook.example is not found</c>.</param>
/// <param name="Lead">What it comes to, as the beginning of a sentence.</param>
internal readonly record struct CallFault(string Cause, string Lead)
{
    private const string Late = "The service did not answer in time";
    private const string Unreachable = "The service cannot be reached";
    private const string Unreadable = "The service gave no answer that can be read";
    private const string Broken = "The service broke its answer off";
    private const string Private = "The service stands at a private address, which is not called";

    /// <summary>Most that is told of what others said.</summary>
    private const int Longest = 300;

    /// <summary>A sentence without its end.</summary>
    public string Sentence => Lead == Private ? Lead : $"{Lead}: {Cause}";

    /// <summary>True for what a call dies of when nobody is there, the address is none, or what comes back is no HTTP.</summary>
    public static bool IsOne(Exception e) =>
        e is HttpRequestException or IOException or SocketException or InvalidOperationException or UriFormatException;

    /// <param name="e">Of the kind that <see cref="IsOne"/> is true for, or word that the time was over.</param>
    /// <param name="begun">The connection that was to be opened for it; null when there was none.</param>
    /// <param name="limit">How long the whole call may take.</param>
    public static CallFault Of(Exception e, Uri? address, Way way, Dial? begun, TimeSpan limit)
    {
        var (host, port) = (address?.IdnHost ?? "", $"{address?.IdnHost}:{address?.Port}");
        if (e is OperationCanceledException)
        {
            return OfTime(e.InnerException is TimeoutException ? OutgoingHttp.ConnectTimeout : limit, way, begun, host, port);
        }

        for (var one = e; one is not null; one = one.InnerException)
        {
            switch (one)
            {
                case PrivateAddressException:
                    return new(one.Message, Private);
                case TlsException:
                    return new($"TLS with {port} failed: {one.Message}", Unreachable);
                case SocketException socket:
                    return OfSocket(socket, way, begun, host, port);
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return new($"what came back is not HTTP: {Innermost(one)}", Unreadable);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return new($"the head of the answer is longer than {OutgoingHttp.LongestHead} KB", Unreadable);
                case HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                    or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return CutShort(way);
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return new($"what came back is not HTTP: {Innermost(one)}", Unreadable);
            }
        }

        return e is IOException ? CutShort(way) : new(Innermost(e), Unreachable);
    }

    /// <summary>What lies deepest says most.</summary>
    public static string Innermost(Exception e)
    {
        var text = e.GetBaseException().Message;
        var shown = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return (text.Length > Longest ? shown + "…" : shown).TrimEnd('.');
    }

    private static CallFault CutShort(Way way) =>
        way.HasAnswer ? new("the answer was cut short", Broken) : new("the connection was closed before an answer came", Broken);

    private static CallFault OfTime(TimeSpan limit, Way way, Dial? begun, string host, string port)
    {
        var within = string.Create(CultureInfo.InvariantCulture, $"within {limit.TotalSeconds:0.###} s");
        return new(
            (way, begun?.Stage) switch
            {
                ({ HasHead: true }, _) => $"the answer did not end {within}",
                ({ HasAnswer: true }, _) => $"the head of the answer did not end {within}",
                ({ Taken: null }, DialStage.LookingUp) => $"the name {host} was not looked up {within}",
                ({ Taken: null }, DialStage.Connecting) => $"no connection to {port} {within}",
                ({ Taken: null }, DialStage.Securing) => $"TLS was not agreed with {port} {within}",
                _ => $"no answer {within}",
            },
            Late);
    }

    private static CallFault OfSocket(SocketException e, Way way, Dial? begun, string host, string port) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => new($"the name {host} is not found", Unreachable),
        SocketError.TryAgain or SocketError.NoRecovery => new($"the name {host} cannot be looked up at the moment", Unreachable),
        SocketError.ConnectionRefused => new($"nobody listens at {port}: the connection was refused", Unreachable),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            new($"there is no way to {port}: {Innermost(e)}", Unreachable),
        SocketError.TimedOut when way.Taken is null => new($"no connection to {port}: the network gave it up", Unreachable),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.TimedOut => OfReset(way, begun, port),
        _ => new($"{Innermost(e)} ({port})", Unreachable),
    };

    private static CallFault OfReset(Way way, Dial? begun, string port) => (way, begun?.Stage) switch
    {
        ({ HasAnswer: true }, _) => new("the connection was reset in the middle of the answer", Broken),
        ({ Taken: null }, DialStage.Securing) => new($"the connection to {port} was reset while TLS was agreed", Unreachable),
        ({ Taken: null }, _) => new($"the connection to {port} was reset", Unreachable),
        _ => new("the connection was reset before an answer came", Broken),
    };
}
