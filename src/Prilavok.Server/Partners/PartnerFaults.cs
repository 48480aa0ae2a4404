using System.Text.Json;
using Prilavok.Core.Installations;

namespace Prilavok.Server.Partners;

/// <summary>What a service says is wrong: <c>{"errors":[{"code", "reason", "subject", "value"}]}</c>, whatever of it there is.</summary>
internal static class PartnerFaults
{
    /// <summary>Characters shown of an answer, and of each part of an error.</summary>
    public const int Longest = 500;

    private const int Most = 50;

    public static IReadOnlyList<PartnerFault> Of(JsonElement? answer) =>
        answer is { } known && known.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object).Take(Most).Select(Of).Where(
                fault => fault != Nothing)]
            : [];

    /// <summary>The beginning of a text that nobody knows the length of.</summary>
    public static string? Beginning(string? text)
    {
        if (text is not { Length: > 0 })
        {
            return null;
        }

        var end = Math.Min(text.Length, Longest);
        return char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end];
    }

    private static PartnerFault Nothing { get; } = new(null, null, null, null);

    private static PartnerFault Of(JsonElement error) =>
        new(Text(error, "code"), Text(error, "reason"), Text(error, "subject"), Text(error, "value"));

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? Beginning(TextOf(value))
        : null;

    /// <summary>What is no character, half of a pair that is escaped, is shown as it is written.</summary>
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }
}
