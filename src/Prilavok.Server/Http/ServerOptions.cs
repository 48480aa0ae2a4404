using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Http;

/// <summary>How the process runs. Section <c>Prilavok</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>Addresses to listen on, separated by semicolons. Default <c>http://127.0.0.1:5080</c>.</summary>
    [Required]
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Seeds the demo shop at the first start, where there is a sandbox. Default true.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>
    /// Serves <c>/sandbox</c>, to callers on this machine and to whoever has the administrator's key. Default: where the server listens for
    /// this machine alone.
    /// </summary>
    public bool? Sandbox { get; set; }

    /// <summary>
    /// Names beside <c>localhost</c> by which callers on this machine call it, without ports, separated by semicolons. What needs no token
    /// there (the sandbox, registration) is refused under any other name; never put the name here that the world uses. Default none.
    /// </summary>
    public string Hosts { get; set; } = "";

    /// <summary>Key of the administrator; needed to listen on addresses others can reach. Default none.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>Largest request body in bytes, before and after decompression. Default 10 MB.</summary>
    [Range(1_000, 1_000_000_000)]
    public long LargestBody { get; set; } = 10 * 1024 * 1024;

    /// <summary>How long the body of a request may take to arrive, however slowly it comes. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "1.00:00:00")]
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Bytes of an answer a second that a caller must take, on average; who takes less is sent away. A terminal may be ten times as slow.
    /// Default 10,000.
    /// </summary>
    [Range(100, 1_000_000)]
    public int SlowestReader { get; set; } = 10_000;

    /// <summary>
    /// Addresses and networks of the proxies in front, separated by semicolons. What they say of scheme and host (X-Forwarded-Proto,
    /// X-Forwarded-Host) stands in addresses that answers hold; of anybody else it is passed over. Default <c>127.0.0.0/8;::1</c>, this
    /// machine; empty: nobody.
    /// </summary>
    public string Proxies { get; set; } = "127.0.0.0/8;::1";
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
