namespace Prilavok.Core.Apps;

/// <summary>Where a version stands in its life. The numbers are stored.</summary>
public enum VersionState
{
    Draft = 1,
    Testing = 2,
    Review = 3,
    Approved = 4,
    Published = 5,
    Archived = 6,
}

/// <summary>A version of an app; its id is made from the app's and the number.</summary>
/// <param name="Number">1, 2, 3 … of the app, but for a jump where the database was put back.</param>
/// <param name="Revision">Which settings these are, of those that owners may still have under this number.</param>
public sealed record AppVersion(int Number, int Revision, VersionState State, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>When its review began; null outside of one.</summary>
    public DateTimeOffset? ReviewSince { get; init; }

    /// <summary>What the last review found wrong; null when nothing.</summary>
    public string? Remarks { get; init; }

    /// <summary>Neither published yet nor put away.</summary>
    public bool IsUnpublished => State < VersionState.Published;

    public static AppVersion First(VersionState state, DateTimeOffset now) => new(1, 1, state, now, now);

    public static string IdOf(App app) => IdOf(app.Id, app.Version.Number);

    public static string IdOf(string appId, int number) => Ids.NamedUuid($"version {number} of {Ids.Key(appId)}").ToString();

    /// <summary>The version as it is then: a review is over after so many working days, and nothing was wrong.</summary>
    public AppVersion At(DateTimeOffset now, int reviewDays) =>
        State == VersionState.Review && LifeCycle.ReviewEnd(ReviewSince!.Value, reviewDays) <= now
            ? this with { State = VersionState.Approved }
            : this;
}
