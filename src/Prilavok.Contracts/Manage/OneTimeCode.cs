namespace Prilavok.Contracts.Manage;

/// <summary>What the person's device shows.</summary>
public sealed record OneTimeCode(string Code);

/// <summary>For a person who cannot get in, in place of the password.</summary>
public sealed record HandedCode(string Code, DateTimeOffset ExpiresAt);
