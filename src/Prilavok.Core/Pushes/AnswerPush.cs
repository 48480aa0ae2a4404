namespace Prilavok.Core.Pushes;

public enum AnswerOutcome
{
    /// <summary>Recorded, now or by the same answer before.</summary>
    Recorded,

    /// <summary>No such push went to the terminal.</summary>
    Unknown,

    /// <summary>The terminal has said something else before.</summary>
    AnsweredOtherwise,

    /// <summary>Its time was over.</summary>
    Expired,
}

/// <summary>Records what the app on a terminal did with a push. The first answer counts.</summary>
public sealed class AnswerPush(IStorage storage, IPushes pushes)
{
    /// <param name="isTaken">False when the app refused it.</param>
    /// <param name="reply">JSON for the sender; null when the app said nothing.</param>
    public Task<AnswerOutcome> HandleAsync(
        string ownerId, string deviceId, string pushId, bool isTaken, string? reply, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await pushes.FindAsync(work, ownerId, pushId, deviceId) is not { } detail)
                {
                    return AnswerOutcome.Unknown;
                }

                var status = isTaken ? PushStatus.Delivered : PushStatus.Rejected;
                switch (detail.AsOf(work.Now).Status)
                {
                    case PushStatus.Accepted:
                        await pushes.SaveAsync(
                            work,
                            pushId,
                            detail with { Status = status, SentAt = detail.SentAt ?? work.Now, AnsweredAt = work.Now, Reply = reply });
                        return AnswerOutcome.Recorded;
                    case PushStatus.Expired:
                        return AnswerOutcome.Expired;
                    case var before:
                        return before == status ? AnswerOutcome.Recorded : AnswerOutcome.AnsweredOtherwise;
                }
            },
            ct);
}
