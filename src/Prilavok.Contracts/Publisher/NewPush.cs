using System.Text.Json;

namespace Prilavok.Contracts.Publisher;

/// <summary>A message to the part of an app that runs on terminals.</summary>
/// <param name="Payload">The app's own.</param>
/// <param name="Devices">Ids or IMEIs of 1 to 100 terminals.</param>
/// <param name="ActiveTill">When it stops being delivered.</param>
[MayBeNull]
public sealed record NewPush(JsonElement Payload, IReadOnlyList<Either<string, long>> Devices, string? ActiveTill = null);

/// <summary>A message to one terminal.</summary>
/// <param name="Payload">The app's own.</param>
/// <param name="ActiveTill">When it stops being delivered.</param>
[MayBeNull]
public sealed record NewPushToDevice(JsonElement Payload, string? ActiveTill = null);
