namespace Prilavok.Core.Apps;

/// <summary>A paid option of an app.</summary>
/// <param name="Price">Kopecks for one a period.</param>
public sealed record AddOn(string Id, string? Name, long Price);
