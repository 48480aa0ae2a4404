using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Callers;

/// <summary>How much one caller, one owner and one network may ask for. Section <c>Prilavok:RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests of one token to one address in a window. The real numbers are not published. Default 1,000,000.</summary>
    [Range(1, int.MaxValue)]
    public int Requests { get; set; } = 1_000_000;

    /// <summary>Length of a window. Default 20 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Calls without a token (log-in, registration, reset, pairing, tokens of OAuth) from one network (256 addresses of IPv4, a /48 of IPv6)
    /// in a minute. Default 120.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int StrangersPerMinute { get; set; } = 120;

    /// <summary>The same from this machine, where tests and developers call. Default 60,000.</summary>
    [Range(1, int.MaxValue)]
    public int LoopbackPerMinute { get; set; } = 60_000;

    /// <summary>Largest body in bytes of a call without a token, before and after decompression. Default 16 KB.</summary>
    [Range(1_000, 10_000_000)]
    public long StrangersBody { get; set; } = 16 * 1024;

    /// <summary>
    /// Calls of one owner a second, those of terminals, apps and people together; ten seconds' worth may come at once. A publisher is
    /// counted as an owner is. Default 2,000.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int OwnerCalls { get; set; } = 2_000;

    /// <summary>Bytes of bodies, unpacked, that one owner may bring a second; ten seconds' worth may come at once. Default 8 MB.</summary>
    [Range(1_000, long.MaxValue)]
    public long OwnerBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Calls of one token under way at a time, those that wait for news included. Default 2,000.</summary>
    [Range(1, int.MaxValue)]
    public int AtOnce { get; set; } = 2_000;

    /// <summary>
    /// Bytes of bodies, unpacked, that are under way at a time, of all callers; one owner may have a quarter of it, all without a token
    /// another. Default 256 MB.
    /// </summary>
    [Range(1_000_000, long.MaxValue)]
    public long BodiesUnderWay { get; set; } = 256 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>;
