using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.V1;

/// <summary>The fields an app adds to products.</summary>
/// <param name="AppId">Whatever is sent, the app of the token is told.</param>
public sealed record SchemeV1(string Uuid, string AppId, IReadOnlyList<SchemeFieldV1> Items);

/// <summary>A field: a line of text, or a choice from a dictionary.</summary>
/// <param name="Data">Of a line of text: the app's own.</param>
/// <param name="Regexp">Of a line of text: what may be typed.</param>
/// <param name="Multiple">Of a dictionary: several may be chosen.</param>
/// <param name="Items">Of a dictionary: what there is to choose from.</param>
[MayBeNull]
public sealed record SchemeFieldV1(
    string Uuid,
    [AllowedValues("TEXT_FIELD", "DICTIONARY_FIELD")] string Type,
    string? Title = null,
    bool? Editable = null,
    JsonElement? Data = null,
    string? Regexp = null,
    bool? Multiple = null,
    IReadOnlyList<SchemeChoiceV1>? Items = null);

/// <summary>An entry of a dictionary.</summary>
/// <param name="Data">The app's own.</param>
[MayBeNull]
public sealed record SchemeChoiceV1(string Title, string Value, JsonElement? Data = null);
