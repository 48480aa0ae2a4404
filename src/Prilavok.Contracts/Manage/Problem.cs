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
/// <param name="Errors">What it says is wrong.</param>
/// <param name="Body">The first 500 characters of what it said instead; left out where it said what is wrong, or nothing.</param>
public sealed record PartnerRefusal(int? Status, IReadOnlyList<PartnerError> Errors, string? Body = null);

/// <summary>An error as the service says it. What it does not say is left out.</summary>
/// <param name="Code">By its published number, or a word of the service's own.</param>
public sealed record PartnerError(
    Either<int, string>? Code = null, string? Reason = null, string? Subject = null, string? Value = null);

/// <summary>Is the server there.</summary>
public sealed record Health([AllowedValues("ok", "ready")] string Status);

/// <summary>A whole list.</summary>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
