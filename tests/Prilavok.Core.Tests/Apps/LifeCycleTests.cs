using Prilavok.Core.Apps;
using Xunit;

namespace Prilavok.Core.Tests.Apps;

public sealed class LifeCycleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Every state with every move: where it leads, or the rule that stands against it.</summary>
    [Theory]
    [InlineData(VersionState.Draft, "Testing order order order order order Archived")]
    [InlineData(VersionState.Testing, "order Review Draft order order order Archived")]
    [InlineData(VersionState.Review, "order order Draft Approved Draft order order")]
    [InlineData(VersionState.Approved, "order order Draft order order Published Archived")]
    [InlineData(VersionState.Published, "order order order order order Published order")]
    [InlineData(VersionState.Archived, "archivedForEver archivedForEver archivedForEver archivedForEver archivedForEver archivedForEver archivedForEver")]
    public void A_version_moves_along_its_life_and_no_other_way(VersionState state, string expected)
    {
        var version = Of(1, state);

        var moves = Enum.GetValues<VersionMove>().Select(move => LifeCycle.Move(version, move, [version])).ToList();

        Assert.Equal(expected, string.Join(' ', moves.Select(move => move.Broken?.Name ?? move.Next.ToString())));
        Assert.All(moves.Where(move => move.Broken is not null), move => Assert.Equal(state, move.Next));
    }

    [Theory]
    [InlineData(VersionState.Draft, null)]
    [InlineData(VersionState.Testing, null)]
    [InlineData(VersionState.Review, "lockedInReview")]
    [InlineData(VersionState.Approved, "lockedWhenApproved")]
    [InlineData(VersionState.Published, "lockedWhenPublished")]
    [InlineData(VersionState.Archived, "archivedForEver")]
    public void A_version_is_edited_until_it_goes_to_review(VersionState state, string? rule) =>
        Assert.Equal(rule, LifeCycle.WhyNotEdited(Of(1, state))?.Name);

    [Fact]
    public void One_version_is_in_review_at_a_time()
    {
        AppVersion[] all = [Of(1, VersionState.Published), Of(2, VersionState.Review), Of(3, VersionState.Testing)];

        Assert.Equal(VersionRule.OneInReview, LifeCycle.Move(all[2], VersionMove.Review, all).Broken);
        Assert.Null(LifeCycle.Move(all[2], VersionMove.Review, [all[0], Of(2, VersionState.Approved), all[2]]).Broken);
    }

    [Theory]
    [InlineData("Published", true)]
    [InlineData("Archived Published Draft", true)]
    [InlineData("Draft Testing", false)]
    [InlineData("Published Review Approved", false)]
    [InlineData("Archived Archived Archived Published", true)]
    public void Two_versions_are_on_their_way_at_most(string states, bool isAllowed)
    {
        var all = states.Split(' ').Select((state, i) => Of(i + 1, Enum.Parse<VersionState>(state)));

        Assert.Equal(isAllowed ? null : VersionRule.TwoUnpublished, LifeCycle.WhyNoDraft(all));
    }

    [Theory]
    [InlineData(0, 5, "2026-12-07T10:00:00Z")]
    [InlineData(0, 4, "2026-12-04T10:00:00Z")]
    [InlineData(4, 5, "2026-12-11T10:00:00Z")] // Friday to Friday.
    [InlineData(5, 1, "2026-12-07T10:00:00Z")] // Saturday to Monday.
    [InlineData(6, 5, "2026-12-11T10:00:00Z")] // Sunday to Friday.
    [InlineData(2, 0, "2026-12-02T10:00:00Z")]
    public void A_review_takes_working_days(int daysAfterMonday, int workingDays, string end)
    {
        var since = Monday.AddDays(daysAfterMonday);
        var expected = DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, LifeCycle.ReviewEnd(since, workingDays));

        var version = Of(1, VersionState.Review) with { ReviewSince = since };
        Assert.Equal(VersionState.Approved, version.At(expected, workingDays).State);
        Assert.Equal(workingDays == 0 ? VersionState.Approved : VersionState.Review, version.At(expected.AddMilliseconds(workingDays == 0 ? 0 : -1), workingDays).State);
    }

    [Fact]
    public void A_version_that_is_in_no_review_is_not_approved_by_time() =>
        Assert.Equal(VersionState.Testing, Of(1, VersionState.Testing).At(Monday.AddYears(1), 5).State);

    [Fact]
    public void Published_plans_may_be_left_out_and_joined_by_others_but_not_changed()
    {
        var monthly = new Plan("m", "Monthly", 100_00, PlanPeriod.Month, PerDevice: true) { Discounts = [new PlanDiscount(5, 10)] };
        var other = new Plan("y", null, 900_00, PlanPeriod.Year, PerDevice: false);

        Assert.False(LifeCycle.ChangesPlans([monthly], []));
        Assert.False(LifeCycle.ChangesPlans([monthly], [other, monthly with { Discounts = [new PlanDiscount(5, 10)] }]));
        Assert.False(LifeCycle.ChangesPlans([other], [other with { Discounts = [] }]));
        Assert.True(LifeCycle.ChangesPlans([monthly], [monthly with { Price = 1 }]));
        Assert.True(LifeCycle.ChangesPlans([monthly, other], [other with { Period = PlanPeriod.Month }]));
        Assert.True(LifeCycle.ChangesPlans([monthly], [monthly with { Discounts = [new PlanDiscount(5, 20)] }]));
    }

    [Fact]
    public void The_first_version_keeps_its_id_and_each_has_its_own()
    {
        Assert.Equal(AppVersion.IdOf("App-1", 1), AppVersion.IdOf("app-1", 1));
        Assert.Equal(Ids.NamedUuid("version 1 of app-1").ToString(), AppVersion.IdOf("APP-1", 1));
        Assert.Equal(4, new[] { AppVersion.IdOf("a", 1), AppVersion.IdOf("a", 2), AppVersion.IdOf("b", 1), AppVersion.IdOf("b", 2) }.Distinct().Count());
    }

    private static AppVersion Of(int number, VersionState state) => new(number, 1, state, Monday, Monday);
}
