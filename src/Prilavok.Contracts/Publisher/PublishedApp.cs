using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Publisher;

/// <summary>A version of an app.</summary>
/// <param name="CreatedAt">Text or unix milliseconds, as the operator chose.</param>
/// <param name="UpdatedAt">Text or unix milliseconds, as the operator chose.</param>
public sealed record PublishedApp(
    string AppId,
    string VersionId,
    string PublisherId,
    string Name,
    [AllowedValues("DRAFT", "TESTING", "REVIEW", "APPROVED", "PUBLISHED", "ARCHIVED")] string Status,
    [AllowedValues("PRODUCTION", "TEST", "SANDBOX")] string Environment,
    Either<string, long> CreatedAt,
    Either<string, long> UpdatedAt);
