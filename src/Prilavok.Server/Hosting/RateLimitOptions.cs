using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Hosting;

/// <summary>How often an app may call. Section <c>Prilavok:RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests of one token to one address in a window. The real numbers are not published. Default 1,000,000.</summary>
    [Range(1, int.MaxValue)]
    public int Requests { get; set; } = 1_000_000;

    /// <summary>Length of a window. Default 20 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(20);
}

[OptionsValidator]
internal sealed partial class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>;
