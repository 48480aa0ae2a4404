using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>What a review found wrong.</summary>
/// <param name="Text">1 to 2000 characters.</param>
public sealed record ReviewRemarks(string Text);

/// <summary>Who sees an app before it is published.</summary>
/// <param name="Items">At most five logins, whether owners have them or not.</param>
public sealed record Testers(IReadOnlyList<string> Items);

/// <summary>A rule of the life of versions stands against it.</summary>
/// <param name="Rule">For programs.</param>
public sealed record VersionProblem(
    string Type,
    string Title,
    int Status,
    [AllowedValues(
        "order", "lockedInReview", "lockedWhenApproved", "lockedWhenPublished", "archivedForEver", "oneInReview", "twoUnpublished", "tooMuchKept",
        "nothingToEdit", "publishedPlan")] string Rule,
    IReadOnlyList<Violation>? Violations = null);
