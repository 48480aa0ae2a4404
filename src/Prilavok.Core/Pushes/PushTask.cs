namespace Prilavok.Core.Pushes;

public enum PushTaskStatus
{
    /// <summary>No terminal has seen it yet.</summary>
    Accepted,

    Running,

    /// <summary>Every terminal has answered, or will not any more.</summary>
    Completed,
}

/// <summary>A push with all its terminals, each as of its owner's present.</summary>
public sealed record PushTask(string Id, IReadOnlyList<PushDetail> Details)
{
    public PushTaskStatus Status =>
        Details.All(detail => detail.IsFinal) ? PushTaskStatus.Completed
        : Details.Any(detail => detail.IsFinal || detail.SentAt is not null) ? PushTaskStatus.Running
        : PushTaskStatus.Accepted;

    public DateTimeOffset ModifiedAt => Details.Max(detail => detail.ModifiedAt);
}
