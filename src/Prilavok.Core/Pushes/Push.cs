namespace Prilavok.Core.Pushes;

/// <summary>What an app sends to its part on some terminals of one owner.</summary>
/// <param name="ActiveTill">On the owner's clock; a terminal that asks later does not get it.</param>
/// <param name="Payload">JSON, character by character as it was sent.</param>
public sealed record Push(string Id, string AppId, IReadOnlyList<string> DeviceIds, DateTimeOffset ActiveTill, string Payload);

/// <summary>How far a push came with one terminal. The numbers are stored.</summary>
public enum PushStatus
{
    Accepted = 1,

    /// <summary>The app on the terminal took it.</summary>
    Delivered = 2,

    /// <summary>The app on the terminal refused it.</summary>
    Rejected = 3,

    /// <summary>Nobody answered in time. Seen from the owner's clock, never stored.</summary>
    Expired = 4,
}

/// <summary>A push as one terminal has it. Times are of the owner's clock.</summary>
/// <param name="SentAt">When the terminal first got it.</param>
/// <param name="Reply">JSON that the app answered, as it was sent.</param>
public sealed record PushDetail(
    string OwnerId, string DeviceId, PushStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ActiveTill, DateTimeOffset? SentAt,
    DateTimeOffset? AnsweredAt, string? Reply)
{
    /// <summary>Nothing will change any more.</summary>
    public bool IsFinal => Status != PushStatus.Accepted;

    public DateTimeOffset ModifiedAt => Status switch
    {
        PushStatus.Expired => ActiveTill,
        _ => AnsweredAt ?? SentAt ?? CreatedAt,
    };

    public PushDetail AsOf(DateTimeOffset now) =>
        Status == PushStatus.Accepted && now >= ActiveTill ? this with { Status = PushStatus.Expired } : this;
}
