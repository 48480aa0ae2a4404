namespace Prilavok.Contracts.Publisher;

/// <summary>A hook to be made or replaced.</summary>
[MayBeNull]
public sealed record HookWrite(IReadOnlyList<string> Events, HookConfigWrite Config, bool? Active = null);

/// <summary>What is to be changed of a hook.</summary>
[MayBeNull]
public sealed record HookChange(IReadOnlyList<string>? Events = null, HookConfigWrite? Config = null, bool? Active = null);

/// <summary>How a hook is to be delivered.</summary>
/// <param name="ContentType">V2, if anything.</param>
[MayBeNull]
public sealed record HookConfigWrite(string? Url = null, string? Secret = null, string? ContentType = null, bool? InsecureSsl = null);
