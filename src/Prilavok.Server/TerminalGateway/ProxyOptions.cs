using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prilavok.Server.Partners;

namespace Prilavok.Server.TerminalGateway;

/// <summary>Calls of terminal apps to their services through the cloud. Section <c>Prilavok:Proxy</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>Whose apps may call ports other than 80 and 443. Default <c>Sandbox</c>.</summary>
    public PrivateAddresses OtherPorts { get; set; } = PrivateAddresses.Sandbox;

    /// <summary>How long a service may take, from the connection to the end of its answer. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest answer that is passed on, in bytes. Default 5 MB.</summary>
    [Range(1_000, 100_000_000)]
    public int LargestAnswer { get; set; } = 5_000_000;

    /// <summary>In what time failed connections to a destination are counted. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>For how long a destination is left alone when more than half of the connections failed. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Fewer connections than this in the window pause nothing. Default 2.</summary>
    [Range(1, 1000)]
    public int BreakerLeast { get; set; } = 2;
}

[OptionsValidator]
internal sealed partial class ProxyOptionsValidator : IValidateOptions<ProxyOptions>;
