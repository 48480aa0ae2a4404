using Prilavok.Core.Apps;

namespace Prilavok.Core.Installations;

/// <summary>Apps as owners have them.</summary>
public static class InstalledApps
{
    /// <summary>The app in the version and the settings that the owner has.</summary>
    public static Task<App?> FindInstalledAsync(this IApps apps, ISession session, Installation installation) =>
        apps.FindAsync(session, installation.AppId, installation.Version, installation.Revision);

    /// <summary>The app as an owner has it, or as it stands for itself where the owner has it not.</summary>
    public static Task<App?> FindAsync(this IApps apps, ISession session, string appId, Installation? installation) =>
        installation is null ? apps.FindAsync(session, appId) : apps.FindInstalledAsync(session, installation);
}
