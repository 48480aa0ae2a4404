namespace Prilavok.Contracts.Manage;

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
