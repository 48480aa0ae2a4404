namespace Prilavok.Core.Apps;

public enum UpdateMode
{
    /// <summary>Owners who have an app get its newly published version, and every change of settings, at once.</summary>
    Automatic,

    /// <summary>An owner keeps what was installed until the app is installed anew, or its terminals are ticked.</summary>
    OnInstall,
}

/// <summary>What an operator decides about apps.</summary>
/// <param name="FrozenRights">An installation keeps the rights it was made with; else it follows the app's settings.</param>
/// <param name="ReviewDays">Working days until a version in review is approved.</param>
public sealed record AppRules(bool FrozenRights, UpdateMode Update, int ReviewDays)
{
    /// <summary>
    /// Bytes that the settings of all versions of an app take together. Each version has its own, and is made by a call without a body.
    /// </summary>
    public long MostKept { get; init; } = 64 * 1024 * 1024;
}
