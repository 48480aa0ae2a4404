using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

public abstract record VersionOutcome
{
    private VersionOutcome()
    {
    }

    /// <param name="App">The app in the version that was made or changed.</param>
    public sealed record Done(App App) : VersionOutcome;

    /// <summary>The publisher has no such app, or the app no such version.</summary>
    public sealed record Unknown : VersionOutcome;

    public sealed record Broken(VersionRule Rule) : VersionOutcome;

    /// <summary>Who publishes an app for everybody does not review it.</summary>
    public sealed record NotReviewer : VersionOutcome;
}
