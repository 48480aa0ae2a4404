namespace Prilavok.Core.Delivery;

/// <summary>Which attempts at an app's deliveries. What is null does not matter.</summary>
public sealed record AttemptQuery
{
    public string? OwnerId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>The number of an event of a document that they were about; goes with <see cref="OwnerId"/>.</summary>
    public long? Event { get; init; }

    /// <summary>True: those that arrived; false: those that did not.</summary>
    public bool? Arrived { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>Made at or after, on the owner's clock.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Made before, on the owner's clock.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what comes after this one in the list, the newest being the first.</summary>
    public AttemptPlace? After { get; init; }

    /// <summary>Only what comes after this one among the dead letters, the newest being the first.</summary>
    public DeadPlace? AfterDead { get; init; }
}

/// <summary>Where an attempt stands among those of an app.</summary>
/// <param name="At">Unix milliseconds.</param>
public sealed record AttemptPlace(long At, string DeliveryId, int Number);

/// <summary>Where a dead letter stands among those of an app.</summary>
/// <param name="At">Unix milliseconds.</param>
public sealed record DeadPlace(long At, string OwnerId, Channel Channel, long FirstSeq);
