using Prilavok.Core.Apps;

namespace Prilavok.Server.Rendering;

/// <summary>What the wire calls the states of versions.</summary>
internal static class VersionWords
{
    public static string StatusOf(App app) => app.Version.State switch
    {
        VersionState.Draft => "DRAFT",
        VersionState.Testing => "TESTING",
        VersionState.Review => "REVIEW",
        VersionState.Approved => "APPROVED",
        VersionState.Published => "PUBLISHED",
        VersionState.Archived => "ARCHIVED",
    };

    /// <summary>Whom the version is for: one sandbox, testers, everybody.</summary>
    public static string EnvironmentOf(App app) => app.SandboxOwnerId is not null ? "SANDBOX" : app.Version.IsUnpublished ? "TEST" : "PRODUCTION";
}
