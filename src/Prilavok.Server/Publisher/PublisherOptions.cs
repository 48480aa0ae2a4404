using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prilavok.Core.Pushes;

namespace Prilavok.Server.Publisher;

/// <summary>The publisher API. Section <c>Prilavok:Publisher</c>.</summary>
public sealed class PublisherOptions
{
    /// <summary>How long an access token works; the answer says so in seconds. Default 29 minutes 59 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan AccessToken { get; set; } = TimeSpan.FromSeconds(1799);

    /// <summary>How long access tokens can be had without the password. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "3650.00:00:00")]
    public TimeSpan RefreshToken { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gives another refresh token with each access token; one that is brought a second time ends all that came of it. False leaves the
    /// first one good until it is over. Default true.
    /// </summary>
    public bool RotateRefreshTokens { get; set; } = true;

    /// <summary>How long a cloud token works that a publisher asked for. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "3650.00:00:00")]
    public TimeSpan InstallationToken { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Largest payload of a push and reply to one, in bytes: a terminal gets many at a time. Default 65,536.</summary>
    [Range(100, 10_000_000)]
    public int LargestPush { get; set; } = 65_536;

    /// <summary>
    /// Streams that a publisher has open at a time about one app, at each node, of its events and of its deliveries together; whoever has
    /// cloud tokens of the app has as many for each owner. One more is answered with 429. Default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int Streams { get; set; } = 20;

    /// <summary>Writes the times of apps, installations, deployments and hooks as unix milliseconds, not as text. Default false.</summary>
    public bool NumericTimes { get; set; }

    internal PushRules Pushes => new(LargestPush);
}

[OptionsValidator]
internal sealed partial class PublisherOptionsValidator : IValidateOptions<PublisherOptions>;
