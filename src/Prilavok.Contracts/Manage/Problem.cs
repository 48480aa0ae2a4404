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
