namespace Prilavok.Core.Accounts;

/// <summary>What a personal token may be made for: an area, to read or to write. Writing does not include reading.</summary>
public static class Scopes
{
    public const string Read = ":read";
    public const string Write = ":write";

    /// <summary>Areas of an owner's account.</summary>
    public static IReadOnlyList<string> OfOwner { get; } = ["store", "device", "employee", "app", "payment", "audit"];

    /// <summary>Areas of what a publisher has.</summary>
    public static IReadOnlyList<string> OfPublisher { get; } =
        ["app", "delivery", "event", "hook", "installation", "deployment", "push-notification"];

    /// <summary>All there are for an account of this kind.</summary>
    public static IReadOnlyList<string> Of(AccountKind kind) =>
        [.. AreasOf(kind).SelectMany(area => (string[])[area + Read, area + Write])];

    private static IReadOnlyList<string> AreasOf(AccountKind kind) => kind switch
    {
        AccountKind.Owner => OfOwner,
        AccountKind.Publisher => OfPublisher,
        _ => [],
    };
}
