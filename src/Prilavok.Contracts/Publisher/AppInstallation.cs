namespace Prilavok.Contracts.Publisher;

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
