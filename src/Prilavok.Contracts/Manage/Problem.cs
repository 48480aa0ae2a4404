using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>Why a request was refused (RFC 9457).</summary>
/// <param name="Type">Always about:blank.</param>
/// <param name="Title">What is wrong, for a person.</param>
/// <param name="Violations">Which members are wrong, and why.</param>
public sealed record Problem(string Type, string Title, int Status, IReadOnlyList<Violation>? Violations = null);

/// <summary>One thing that is wrong.</summary>
/// <param name="Subject">The member.</param>
/// <param name="Reason">For a person.</param>
public sealed record Violation(string Subject, string Reason);

/// <summary>The app's own service refused to let the owner in.</summary>
public sealed record InstallationProblem(
    string Type, string Title, int Status, IReadOnlyList<Violation>? Violations = null, PartnerRefusal? Partner = null);

/// <summary>What the service answered.</summary>
/// <param name="Status">Of HTTP; null when it did not answer.</param>
public sealed record PartnerRefusal(int? Status, IReadOnlyList<PartnerError> Errors);

/// <summary>An error of the service, by its published number.</summary>
public sealed record PartnerError(int Code);

/// <summary>Is the server there.</summary>
public sealed record Health([AllowedValues("ok", "ready")] string Status);

/// <summary>A whole list.</summary>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
