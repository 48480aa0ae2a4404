namespace Prilavok.Core.Apps;

public enum VersionMove
{
    Test,
    Review,
    Withdraw,
    Approve,
    Remark,
    Publish,
    Archive,
}

/// <summary>A rule of a version's life that something would break.</summary>
/// <param name="Name">For programs.</param>
/// <param name="Sentence">For people.</param>
public sealed record VersionRule(string Name, string Sentence)
{
    public static VersionRule Order { get; } = new(
        "order", "A version is first a draft, then in testing, then in review, then approved, then published, then archived; it moves to the next of "
            + "them, or back to a draft.");

    public static VersionRule LockedInReview { get; } = new("lockedInReview", "A version in review is locked: withdraw it to edit it.");

    public static VersionRule LockedWhenApproved { get; } =
        new("lockedWhenApproved", "An approved version is locked: withdraw it to edit it, and it needs another review.");

    public static VersionRule LockedWhenPublished { get; } = new("lockedWhenPublished", "A published version does not change: make a new one.");

    public static VersionRule ArchivedForEver { get; } = new("archivedForEver", "An archived version does not change and does not come back.");

    public static VersionRule OneInReview { get; } = new("oneInReview", "One version of an app is in review at a time.");

    public static VersionRule TwoUnpublished { get; } =
        new("twoUnpublished", "An app has at most two versions that are not published yet: publish or archive one of them.");

    public static VersionRule TooMuchKept { get; } = new("tooMuchKept",
        "The settings of all versions of this app are as much as is kept of an app: go on with another app, or with shorter settings.");

    public static VersionRule NothingToEdit { get; } =
        new("nothingToEdit", "The app has no version that can be edited: make a new one, or withdraw one.");

    public static VersionRule PublishedPlan { get; } =
        new("publishedPlan", "A plan that is published does not change: make another one with an id of its own.");
}

/// <summary>The life of an app's versions: Draft → Testing → Review → Approved → Published → Archived. Pure.</summary>
public static class LifeCycle
{
    private const int MostUnpublished = 2;

    /// <summary>When a review that began then is over. Days are those of UTC; Saturdays and Sundays do not count.</summary>
    public static DateTimeOffset ReviewEnd(DateTimeOffset since, int workingDays)
    {
        var end = since;
        for (var left = workingDays; left > 0;)
        {
            end = end.AddDays(1);
            left -= end.UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return end;
    }

    /// <returns>Null when one more draft may be made.</returns>
    public static VersionRule? WhyNoDraft(IEnumerable<AppVersion> all) =>
        all.Count(version => version.IsUnpublished) >= MostUnpublished ? VersionRule.TwoUnpublished : null;

    /// <returns>Null when the version may be edited; it is a draft then.</returns>
    public static VersionRule? WhyNotEdited(AppVersion version) => version.State switch
    {
        VersionState.Draft or VersionState.Testing => null,
        VersionState.Review => VersionRule.LockedInReview,
        VersionState.Approved => VersionRule.LockedWhenApproved,
        VersionState.Published => VersionRule.LockedWhenPublished,
        VersionState.Archived => VersionRule.ArchivedForEver,
    };

    /// <param name="all">The versions of the app, that one among them.</param>
    /// <returns>Where the move leads, or the rule it would break. Who published already and says so again stays where it is.</returns>
    public static (VersionState Next, VersionRule? Broken) Move(AppVersion version, VersionMove move, IEnumerable<AppVersion> all)
    {
        VersionState? next = (version.State, move) switch
        {
            (VersionState.Draft, VersionMove.Test) => VersionState.Testing,
            (VersionState.Testing, VersionMove.Review) => VersionState.Review,
            (VersionState.Review, VersionMove.Approve) => VersionState.Approved,
            (VersionState.Review, VersionMove.Remark) => VersionState.Draft,
            (VersionState.Testing or VersionState.Review or VersionState.Approved, VersionMove.Withdraw) => VersionState.Draft,
            (VersionState.Approved or VersionState.Published, VersionMove.Publish) => VersionState.Published,
            (VersionState.Draft or VersionState.Testing or VersionState.Approved, VersionMove.Archive) => VersionState.Archived,
            _ => null,
        };
        return next switch
        {
            null when version.State == VersionState.Archived => (version.State, VersionRule.ArchivedForEver),
            null => (version.State, VersionRule.Order),
            VersionState.Review when all.Any(other => other.Number != version.Number && other.State == VersionState.Review) =>
                (version.State, VersionRule.OneInReview),
            { } known => (known, null),
        };
    }

    /// <summary>True where a plan of the published version would come out with other terms. Plans may be added and left out.</summary>
    public static bool ChangesPlans(IReadOnlyList<Plan> published, IReadOnlyList<Plan> next) =>
        next.Any(plan => published.FirstOrDefault(known => known.Id == plan.Id) is { } known && !SaysTheSame(known, plan));

    private static bool SaysTheSame(Plan one, Plan other) =>
        one with { Discounts = null } == other with { Discounts = null } && (one.Discounts ?? []).SequenceEqual(other.Discounts ?? []);
}
