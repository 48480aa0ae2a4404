namespace Prilavok.Contracts.Manage;

/// <summary>An app the owner can have, or has.</summary>
/// <param name="Trial">Free use, as P14D or P1M.</param>
/// <param name="Installation">Null while the owner does not have it.</param>
/// <param name="AddOns">Left out where there are none.</param>
/// <param name="Forms">What the app's service wants to know; left out where it asks for nothing in particular.</param>
/// <param name="InDevelopment">True of a version that is not published yet, which only testers see; else left out.</param>
public sealed record OfferedApp(
    string AppId,
    string Name,
    IReadOnlyList<Plan> Plans,
    string? Trial,
    Installation? Installation,
    IReadOnlyList<AddOn>? AddOns = null,
    AppForms? Forms = null,
    bool? InDevelopment = null);
