namespace Prilavok.Core.Delivery;

/// <summary>What one attempt came to.</summary>
/// <param name="DeliveryId">The <c>webhook-id</c>: the same for every attempt at the same events.</param>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Error">Why it does not count as delivered; null when it does.</param>
public sealed record Attempt(
    Guid DeliveryId, long FirstSeq, long LastSeq, int Number, DateTimeOffset At, TimeSpan Took, int? Status, string? Error)
{
    /// <summary>Where it went; kept of what failed.</summary>
    public string? Url { get; init; }

    /// <summary>The beginning of what the receiver said when it refused.</summary>
    public string? Response { get; init; }

    /// <summary>Null where nothing is known, as of one that was not sent.</summary>
    public AttemptTimings? Timings { get; init; }
}

/// <summary>Where the time of one request went, in whole microseconds. A part that was not needed or not reached is null.</summary>
/// <param name="Address">The IP address it was connected to; null when there were several and none of them answered.</param>
/// <param name="IsReused">The connection was open already, so it cost nothing.</param>
/// <param name="Dns">Looking up the name.</param>
/// <param name="Connect">Opening the connection.</param>
/// <param name="Tls">Agreeing on the encryption.</param>
/// <param name="FirstByte">From the start of the request, all of these included, to the head of the answer.</param>
public sealed record AttemptTimings(
    string? Address, bool IsReused, TimeSpan? Dns, TimeSpan? Connect, TimeSpan? Tls, TimeSpan? FirstByte);
