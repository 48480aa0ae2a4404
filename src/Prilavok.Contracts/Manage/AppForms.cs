using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>What owners fill in when they install an app.</summary>
/// <param name="Verify">To sign in to the service.</param>
/// <param name="Create">To register there.</param>
public sealed record AppForms(IReadOnlyList<FormField>? Verify = null, IReadOnlyList<FormField>? Create = null);

/// <summary>One field of a form.</summary>
/// <param name="Name">The member of the request to the service: letters, digits, hyphens and underscores.</param>
/// <param name="Label">What the person reads; the name where it is left out.</param>
/// <param name="Pattern">A regular expression that a whole value must match.</param>
/// <param name="Hint">What the person reads when it does not.</param>
/// <param name="Value">Stands there before the person types.</param>
public sealed record FormField(
    string Name,
    string? Label = null,
    [AllowedValues("text", "password", null)] string? Type = null,
    [MayBeNull] string? Pattern = null,
    [MayBeNull] string? Placeholder = null,
    [MayBeNull] string? Hint = null,
    [MayBeNull] string? Value = null);

/// <summary>One element of an app's page in the owner's account.</summary>
/// <param name="Value">Text or address. The publisher writes ${token}, ${uid} and ${auth_token} for the cloud token, the owner's id and
/// what the service gave for the owner.</param>
public sealed record TabElement(
    [AllowedValues("text", "password", "link", "download", "frame")] string Kind, [MayBeNull] string? Label, string Value);
