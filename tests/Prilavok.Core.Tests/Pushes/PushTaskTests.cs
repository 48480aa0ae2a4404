using Prilavok.Core.Pushes;
using Xunit;

namespace Prilavok.Core.Tests.Pushes;

public sealed class PushTaskTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly PushDetail Waiting = new(
        "01-000000000000001", "till", PushStatus.Accepted, Start, Start.AddDays(2), null, null, null);

    private static readonly PushDetail Sent = Waiting with { SentAt = Start.AddMinutes(1) };

    private static readonly PushDetail Taken = Sent with { Status = PushStatus.Delivered, AnsweredAt = Start.AddMinutes(2) };

    private static readonly PushDetail Refused = Taken with { Status = PushStatus.Rejected, AnsweredAt = Start.AddMinutes(3) };

    private static readonly PushDetail Over = Sent.AsOf(Start.AddDays(2));

    [Fact]
    public void A_push_is_over_from_its_last_moment_on()
    {
        Assert.Equal(PushStatus.Accepted, Sent.AsOf(Start.AddDays(2).AddMilliseconds(-1)).Status);
        Assert.Equal(PushStatus.Expired, Over.Status);
        Assert.Equal(PushStatus.Delivered, Taken.AsOf(Start.AddDays(3)).Status);
        Assert.Equal(PushStatus.Rejected, Refused.AsOf(Start.AddDays(3)).Status);
    }

    public static TheoryData<string, PushDetail[], PushTaskStatus, DateTimeOffset> Tasks => new()
    {
        { "nobody has seen it", [Waiting, Waiting], PushTaskStatus.Accepted, Start },
        { "one has seen it", [Waiting, Sent], PushTaskStatus.Running, Start.AddMinutes(1) },
        { "one has answered", [Waiting, Taken], PushTaskStatus.Running, Start.AddMinutes(2) },
        { "one is over", [Over, Waiting], PushTaskStatus.Running, Start.AddDays(2) },
        { "all have answered", [Taken, Refused], PushTaskStatus.Completed, Start.AddMinutes(3) },
        { "all are over", [Over, Over], PushTaskStatus.Completed, Start.AddDays(2) },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_as_far_as_its_terminals(string when, PushDetail[] details, PushTaskStatus status, DateTimeOffset modifiedAt)
    {
        var task = new PushTask(when, details);

        Assert.Equal((status, modifiedAt), (task.Status, task.ModifiedAt));
    }
}
