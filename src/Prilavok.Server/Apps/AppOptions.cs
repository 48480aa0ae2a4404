using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prilavok.Core.Apps;

namespace Prilavok.Server.Apps;

/// <summary>Apps in owners' accounts. Section <c>Prilavok:Apps</c>.</summary>
public sealed class AppOptions
{
    /// <summary>
    /// An installation keeps the rights it was made with until the owner installs the app again, as in the real cloud. Default
    /// true; false lets a change of the app's rights hold at once.
    /// </summary>
    public bool FrozenRights { get; set; } = true;

    /// <summary>
    /// When owners get what publishers change: <c>Automatic</c>, at once, or <c>OnInstall</c>, when the app is installed anew or its
    /// terminals are ticked, as in the real cloud. Default <c>Automatic</c>.
    /// </summary>
    public UpdateMode Update { get; set; } = UpdateMode.Automatic;

    /// <summary>Working days after which a version in review is approved; 0 approves at once. Default 5.</summary>
    [Range(0, 365)]
    public int ReviewDays { get; set; } = 5;

    /// <summary>Bytes that the settings of all versions of an app may take together; beyond them there is no new version. Default 64 MB.</summary>
    [Range(100_000, long.MaxValue)]
    public long MostKept { get; set; } = 64 * 1024 * 1024;

    internal AppRules Rules => new(FrozenRights, Update, ReviewDays) { MostKept = MostKept };
}

[OptionsValidator]
internal sealed partial class AppOptionsValidator : IValidateOptions<AppOptions>;
