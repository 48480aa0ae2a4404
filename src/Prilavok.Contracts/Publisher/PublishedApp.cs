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

/// <summary>That an owner has an app.</summary>
/// <param name="UserId">The owner.</param>
public sealed record AppInstallation(string AppId, string UserId, Either<string, long> CreatedAt, Either<string, long> UpdatedAt);

/// <summary>A token for one owner's account.</summary>
public sealed record InstallationToken(string Token, Either<string, long> ExpiredAt);

/// <summary>That an app is on a terminal.</summary>
/// <param name="UserId">The owner.</param>
public sealed record Deployment(
    string AppId,
    string UserId,
    Either<string, long> CreatedAt,
    Either<string, long> UpdatedAt,
    string DeviceId,
    string VersionId,
    string Status);
