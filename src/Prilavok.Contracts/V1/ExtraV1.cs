using System.Text.Json;

namespace Prilavok.Contracts.V1;

/// <summary>What stands in an app's fields of one product.</summary>
/// <param name="AppId">Whatever is sent, the app of the token is told.</param>
/// <param name="Key">The product. It need not be there yet.</param>
/// <param name="Scheme">Null where the terminal has nothing to show.</param>
/// <param name="Data">The app's own.</param>
[MayBeNull]
public sealed record ExtraV1(
    string Uuid, ExtraKeyV1 Key, string? AppId = null, string? Name = null, ExtraSchemeV1? Scheme = null, JsonElement? Data = null);

/// <summary>A product, by its id.</summary>
[MayBeNull]
public sealed record ExtraKeyV1(string Uuid, string? Store = null);

/// <summary>The choice a field shows.</summary>
public sealed record ExtraSchemeV1(string Value, string FieldId);
