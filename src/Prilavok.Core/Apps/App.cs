using Prilavok.Core.Delivery;

namespace Prilavok.Core.Apps;

/// <summary>A third-party service's application in one of its versions, with what its publisher set in the developer portal.</summary>
public sealed record App
{
    public required string Id { get; init; }

    public required string PublisherId { get; init; }

    public required AppVersion Version { get; init; }

    /// <summary>Those of the version.</summary>
    public required AppSettings Settings { get; init; }

    /// <summary>The sandbox owner whose world the app belongs to; null for an app offered to everybody.</summary>
    public string? SandboxOwnerId { get; init; }

    /// <summary>When its first version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As it is then: time ends reviews.</summary>
    public App At(DateTimeOffset now, AppRules rules) => this with { Version = Version.At(now, rules.ReviewDays) };
}

/// <summary>Addresses and choices of an app. Every member but the name may be absent.</summary>
public sealed record AppSettings
{
    public required string Name { get; init; }

    /// <summary>Whole value of the Authorization header: <c>Bearer x</c> or <c>Basic x</c>.</summary>
    public Secret? ServiceToken { get; init; }

    public string? UserCreateUrl { get; init; }

    public string? UserVerifyUrl { get; init; }

    public string? CommoditiesUrl { get; init; }

    /// <summary>Addresses of notifications; a channel that is missing is not delivered.</summary>
    public IReadOnlyDictionary<Channel, string> Urls { get; init; } = new Dictionary<Channel, string>();

    public WireFormat DocumentsFormat { get; init; } = WireFormat.V1;

    /// <summary>The shape of stores, devices and employees; null follows <see cref="DocumentsFormat"/>.</summary>
    public WireFormat? EntitiesFormat { get; init; }

    public bool Ordered { get; init; } = true;

    public bool Signing { get; init; }

    public SigningScheme SigningScheme { get; init; }

    /// <summary>The present key first, then those it replaced that still sign. Empty when nothing is signed.</summary>
    public IReadOnlyList<SigningKey> SigningKeys { get; init; } = [];

    /// <summary>Rights an installation gets; null means every right.</summary>
    public IReadOnlyList<string>? Rights { get; init; }

    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>Days of free use; behind <see cref="TrialMonths"/>.</summary>
    public int? TrialDays { get; init; }

    /// <summary>Months of free use. How many days they are is known where they begin.</summary>
    public int TrialMonths { get; init; }

    public int TrialDaysFrom(DateTimeOffset start) => (int)((start.AddMonths(TrialMonths) - start).TotalDays + (TrialDays ?? 0));

    /// <summary>Patterns of addresses that terminals may call on the app's behalf; null is none.</summary>
    public IReadOnlyList<string>? Proxy { get; init; }

    /// <summary>What an owner fills in to sign in to the service; null asks for nothing in particular.</summary>
    public IReadOnlyList<FormField>? VerifyForm { get; init; }

    /// <summary>The same to register there.</summary>
    public IReadOnlyList<FormField>? CreateForm { get; init; }

    /// <summary>The app's own page in the owner's account; null is none.</summary>
    public IReadOnlyList<TabElement>? SettingsTab { get; init; }

    /// <summary>What can be paid for beside a plan; null is nothing.</summary>
    public IReadOnlyList<AddOn>? AddOns { get; init; }

    /// <summary>The service keeps the goods of the shops that have the app: nobody edits them on a terminal there.</summary>
    public bool InventorySystem { get; init; }

    /// <summary>A new installation is told once what stores, devices, roles and employees there are.</summary>
    public bool InitialSync { get; init; }
}
