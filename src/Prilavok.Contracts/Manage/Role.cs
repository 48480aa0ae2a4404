namespace Prilavok.Contracts.Manage;

/// <summary>A role.</summary>
/// <param name="Preset">True for one that everybody has and nobody changes.</param>
public sealed record Role(string Id, string Name, bool Preset, IReadOnlyList<string> Rights);

/// <summary>A role to be made.</summary>
public sealed record NewRole(string Name, IReadOnlyList<string>? Rights = null);

/// <summary>What is to be changed of a role.</summary>
public sealed record RoleChange(string? Name = null, IReadOnlyList<string>? Rights = null);
