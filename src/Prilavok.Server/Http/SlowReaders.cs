using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Prilavok.Server.Http;

/// <summary>
/// Who asks for much and reads nothing holds memory for as long as he is waited for. So answers go out in pieces, few of them are held, and
/// who is slower than any line is sent away.
/// </summary>
internal static class SlowReaders
{
    /// <summary>What is held of an answer beside the piece that waits.</summary>
    private const int Held = 2 * Json.Piece;

    private const int TimesOfTerminal = 10;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Bound(KestrelServerLimits limits, ServerOptions options)
    {
        limits.MaxResponseBufferSize = Held;
        limits.MinResponseDataRate = new MinDataRate(options.SlowestReader, Grace);
    }

    /// <summary>For telephones on a bad line.</summary>
    public static MinDataRate RateOfTerminal(ServerOptions options) => new((double)options.SlowestReader / TimesOfTerminal, Grace);

    /// <summary>From now on the caller may read as slowly as that.</summary>
    public static void Grant(HttpContext http, MinDataRate rate)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinResponseDataRateFeature>() is { } feature)
        {
            feature.MinDataRate = rate;
        }
    }
}
