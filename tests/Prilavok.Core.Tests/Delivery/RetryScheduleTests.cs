using CsCheck;
using Prilavok.Core.Delivery;
using Xunit;

namespace Prilavok.Core.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly RetrySchedule Default = RetrySchedule.Default;

    private static readonly Gen<(Guid Id, int Number)> AnyAttempt =
        Gen.Select(Gen.Guid, Gen.OneOf(Gen.Int[1, 10], Gen.Int[1, int.MaxValue]));

    private static readonly Gen<RetrySchedule> AnySchedule =
        Gen.Select(
            Gen.Int[1, 86_400].Select(s => TimeSpan.FromSeconds(s)),
            Gen.Int[0, 60_000].Select(ms => TimeSpan.FromMilliseconds(ms)),
            Gen.Int[1, 365].Select(days => TimeSpan.FromDays(days)),
            (pause, spread, giveUp) => new RetrySchedule(pause, spread < pause ? spread : TimeSpan.Zero, giveUp));

    [Fact]
    public void A_pause_is_a_minute_give_or_take_five_seconds() => AnyAttempt.Sample(attempt =>
    {
        var pause = Default.PauseAfter(attempt.Id, attempt.Number);
        return pause >= TimeSpan.FromSeconds(55) && pause <= TimeSpan.FromSeconds(65);
    });

    [Fact]
    public void A_pause_stays_within_the_spread_of_any_schedule() => Gen.Select(AnySchedule, AnyAttempt).Sample((schedule, attempt) =>
    {
        var pause = schedule.PauseAfter(attempt.Id, attempt.Number);
        return pause >= schedule.Pause - schedule.Spread && pause <= schedule.Pause + schedule.Spread;
    });

    [Fact]
    public void The_same_attempt_of_the_same_delivery_has_the_same_pause() => AnyAttempt.Sample(attempt =>
        Default.PauseAfter(attempt.Id, attempt.Number)
        == new RetrySchedule(Default.Pause, Default.Spread, Default.GiveUpAfter).PauseAfter(Guid.Parse(attempt.Id.ToString()), attempt.Number));

    [Fact]
    public void Pauses_differ_from_delivery_to_delivery_and_from_attempt_to_attempt()
    {
        var ids = Enumerable.Range(0, 200).Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, (byte)(n >> 8), (byte)n])).ToList();

        AssertSpread([.. ids.Select(id => Default.PauseAfter(id, 1))]);
        AssertSpread([.. Enumerable.Range(1, 200).Select(number => Default.PauseAfter(ids[7], number))]);

        static void AssertSpread(IReadOnlyCollection<TimeSpan> pauses)
        {
            Assert.True(pauses.Distinct().Count() > pauses.Count / 2);
            Assert.Contains(pauses, pause => pause < TimeSpan.FromSeconds(58));
            Assert.Contains(pauses, pause => pause > TimeSpan.FromSeconds(62));
        }
    }

    [Fact]
    public void An_event_is_given_up_at_three_days_and_not_a_moment_before()
    {
        var threeDays = TimeSpan.FromDays(3);

        Assert.False(Default.IsOver(Start, Start));
        Assert.False(Default.IsOver(Start, Start + threeDays - TimeSpan.FromTicks(1)));
        Assert.True(Default.IsOver(Start, Start + threeDays));
        Assert.True(Default.IsOver(Start, Start + threeDays + TimeSpan.FromDays(30)));
    }

    [Fact]
    public void An_event_nobody_takes_is_tried_about_once_a_minute_for_three_days() => Gen.Guid.Sample(
        id =>
        {
            var now = Start;
            var attempts = 1;
            while (!Default.IsOver(Start, now))
            {
                now += Default.PauseAfter(id, attempts++);
            }

            var perMinute = TimeSpan.FromDays(3).TotalMinutes;
            return attempts > perMinute * 60 / 65 && attempts < (perMinute * 60 / 55) + 2 && now - Start < TimeSpan.FromDays(3) + TimeSpan.FromSeconds(65);
        },
        iter: 20);
}
