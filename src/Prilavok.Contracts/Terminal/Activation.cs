namespace Prilavok.Contracts.Terminal;

/// <summary>A terminal asks to be paired.</summary>
/// <param name="Code">Of the owner's account; works once.</param>
public sealed record Activation(string Code);

/// <summary>The terminal is paired.</summary>
public sealed record Activated(string DeviceId, string Token, string StoreId);
