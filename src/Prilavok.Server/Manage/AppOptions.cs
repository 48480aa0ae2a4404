using Prilavok.Core.Apps;

namespace Prilavok.Server.Manage;

/// <summary>Apps in owners' accounts. Section <c>Prilavok:Apps</c>.</summary>
public sealed class AppOptions
{
    /// <summary>
    /// An installation keeps the rights it was made with until the owner installs the app again, as in the real cloud. Default
    /// true; false lets a change of the app's rights hold at once.
    /// </summary>
    public bool FrozenRights { get; set; } = true;

    internal AppRules Rules => new(FrozenRights);
}
