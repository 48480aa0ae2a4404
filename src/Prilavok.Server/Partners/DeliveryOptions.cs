using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Partners;

/// <summary>How webhooks are delivered. Section <c>Prilavok:Webhooks</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long a receiver may take to answer. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a claimed lane is ours; must outlast <see cref="Timeout"/>. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause between attempts at the same events, on the owner's clock. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause varies by so much either way. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetrySpread { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An event this old is not tried any more; it goes to the dead letters. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Most that is granted to a receiver who asks for a longer pause by Retry-After, on the owner's clock. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A receiver that answers 410 is gone: its lane is paused until the publisher resumes it. Default true.</summary>
    public bool GonePauses { get; set; } = true;

    /// <summary>
    /// A receiver that has failed so often in a row, and answers 401, 403, 404 or 405, is set up wrongly: its lane is paused, with all that
    /// waits in it, until the publisher resumes it. Default 0: never, each event is tried for three days.
    /// </summary>
    [Range(0, 100_000)]
    public int MisconfiguredPauses { get; set; }

    /// <summary>
    /// So often is one event refused (400, 413, 415, 422) before it is parked, and those behind it are sent. Default 3; 0 never
    /// parks: what is refused holds up its lane.
    /// </summary>
    [Range(0, 1000)]
    public int ParkAfter { get; set; } = 3;

    /// <summary>
    /// So much may be parked beside one lane. Beyond it, what fails holds up its lane, as when the receiver is down. Default 100.
    /// </summary>
    [Range(0, 100_000)]
    public int MostParked { get; set; } = 100;

    /// <summary>Requests under way at a time in a lane of an app with <c>"ordered": false</c>. Default 8; 1 keeps the order of all.</summary>
    [Range(1, 100)]
    public int InFlight { get; set; } = 8;

    /// <summary>Only 200 counts as delivered; true lets every 2xx count. Default false.</summary>
    public bool AcceptAny2xx { get; set; }

    /// <summary>
    /// Times in events of subscriptions end in <c>+0000</c>, as published. Default false: in <c>Z</c>, as they are sent since 2019.
    /// </summary>
    public bool OffsetTimes { get; set; }

    /// <summary>Products changed by one app are told to the other apps of the owner. Default false: only what terminals made.</summary>
    public bool ProductsOfOtherApps { get; set; }

    /// <summary>
    /// Whose services may stand at private, loopback, link-local and other special addresses. Default <c>Sandbox</c>: those of
    /// sandbox owners. The address is judged when it is dialled.
    /// </summary>
    public PrivateAddresses PrivateAddresses { get; set; } = PrivateAddresses.Sandbox;

    /// <summary>
    /// A stream with <c>forward=true</c> may stand in for the service of any app. Default false: only of apps in a sandbox, as one open
    /// laptop would take what a service in production waits for.
    /// </summary>
    public bool ForwardAnyApp { get; set; }

    /// <summary>How long a replaced signing key signs beside the new one. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan SigningOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Events in one request where the wire has arrays. Default 100.</summary>
    [Range(1, 1000)]
    public int BatchEvents { get; set; } = 100;

    /// <summary>Bytes of kept documents in one request, roughly. Default 1 MB.</summary>
    [Range(1_000, 100_000_000)]
    public int BatchBytes { get; set; } = 1_000_000;

    /// <summary>Lanes sending at the same time. A receiver that never answers holds one of them. Default 2000.</summary>
    [Range(1, 100_000)]
    public int Lanes { get; set; } = 2000;

    /// <summary>Bytes that are kept of what a receiver says when it refuses. Default 4096.</summary>
    [Range(0, 1_000_000)]
    public int ResponseShown { get; set; } = 4096;

    /// <summary>How long attempts are kept to be looked at. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan AttemptsKept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>More attempts than this are not kept: the oldest go first. Default 50,000,000.</summary>
    [Range(1, long.MaxValue)]
    public long MostAttempts { get; set; } = 50_000_000;

    /// <summary>How often attempts that are too old or too many are forgotten. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan AttemptsPruned { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Replays worked on at the same time. Default 4.</summary>
    [Range(1, 1000)]
    public int Replays { get; set; } = 4;

    /// <summary>
    /// Looks at the logs, of 200 events each, that the answer to a new replay waits for. What they do not count is counted by a worker before it
    /// sends. Default 100.
    /// </summary>
    [Range(0, 1_000_000)]
    public int CountAtOnce { get; set; } = 100;

    /// <summary>Looking for due lanes without having been told. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Requests to services carry the header <c>traceparent</c> of the trace they are in, where traces are recorded. Default false: no
    /// service is told.
    /// </summary>
    public bool TraceParent { get; set; }

    /// <summary>How often it is measured, for <c>/metrics</c>, how far lanes are behind. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan LagInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Rest after an unexpected fault, so a broken database is not hammered. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan FaultPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests in flight may finish when the server stops. Default 7 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:09")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(7);
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
