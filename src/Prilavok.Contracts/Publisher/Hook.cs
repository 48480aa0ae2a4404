namespace Prilavok.Contracts.Publisher;

/// <summary>A webhook subscription. Its address and secret are taken and not told again.</summary>
public sealed record Hook(
    string Id,
    string AppId,
    string VersionId,
    IReadOnlyList<string> Events,
    HookConfig Config,
    bool Active,
    Either<string, long> CreatedAt,
    Either<string, long> UpdatedAt);

/// <summary>How a hook is delivered.</summary>
/// <param name="ContentType">Always V2.</param>
public sealed record HookConfig(string ContentType, bool InsecureSsl);
