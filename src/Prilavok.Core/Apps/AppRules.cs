namespace Prilavok.Core.Apps;

/// <summary>What an operator decides about apps.</summary>
/// <param name="FrozenRights">An installation keeps the rights it was made with; else it follows the app's settings.</param>
public sealed record AppRules(bool FrozenRights);
