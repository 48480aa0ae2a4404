namespace Prilavok.Core.Delivery;

/// <summary>Where an attempt stands among those of its app, in the order in which they were written down.</summary>
/// <param name="KeptAt">Unix milliseconds of real time.</param>
/// <param name="At">Unix milliseconds on the owner's clock.</param>
public readonly record struct AttemptMark(long KeptAt, string DeliveryId, int Number, long At) : IComparable<AttemptMark>
{
    /// <summary>Before every other of that time.</summary>
    public static AttemptMark Before(long keptAt) => new(keptAt, "", 0, 0);

    public static bool operator <(AttemptMark left, AttemptMark right) => left.CompareTo(right) < 0;

    public static bool operator <=(AttemptMark left, AttemptMark right) => left.CompareTo(right) <= 0;

    public static bool operator >(AttemptMark left, AttemptMark right) => left.CompareTo(right) > 0;

    public static bool operator >=(AttemptMark left, AttemptMark right) => left.CompareTo(right) >= 0;

    public int CompareTo(AttemptMark other) =>
        KeptAt != other.KeptAt ? KeptAt.CompareTo(other.KeptAt)
        : string.CompareOrdinal(DeliveryId, other.DeliveryId) is not 0 and var order ? order
        : (Number, At).CompareTo((other.Number, other.At));
}

public sealed record LiveAttempt(AttemptMark Mark, LaneKey Lane, Attempt Attempt);

/// <summary>Whose attempts are followed.</summary>
/// <param name="OwnerId">Only of this owner; null is all.</param>
/// <param name="Channel">Only of this kind; null is all.</param>
public sealed record LiveQuery(string AppId, string? OwnerId, Channel? Channel);
