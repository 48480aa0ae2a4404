using System.Globalization;

namespace Prilavok.Server.Partners;

/// <summary>
/// What an address of a service must be by its form, wherever it is named. Where it leads is judged when it is dialled: names change
/// their answers.
/// </summary>
internal static class ServiceAddress
{
    /// <summary>Stands in an address for the store it is about.</summary>
    public const string StorePlaceholder = "{storeUuid}";

    public const int Longest = 2000;

    /// <summary>Said of what is no web address at all.</summary>
    public const string NoAddress = "must be an absolute http or https address";

    /// <summary>Alphabets with letters that look alike.</summary>
    private static readonly (char First, char Last)[] Alphabets = [('a', 'ɏ'), ('Ͱ', 'Ͽ'), ('Ѐ', 'ԯ'), ('\u0530', '\u058F'), ('Ꭰ', '\u13FF')];

    /// <param name="mayNameStore">The path may hold <see cref="StorePlaceholder"/>.</param>
    /// <returns>What is wrong with it, null when nothing is.</returns>
    public static string? FaultOf(string text, bool mayNameStore = false, int longest = Longest)
    {
        if (text.Length > longest)
        {
            return $"must be an address of at most {longest} characters";
        }

        if (text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format))
        {
            return "must hold no characters that cannot be seen";
        }

        if (!mayNameStore && text.Contains(StorePlaceholder, StringComparison.Ordinal))
        {
            return $"must not hold {StorePlaceholder}: it is about no store";
        }

        if (!Uri.TryCreate(text.Replace(StorePlaceholder, "0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || !text.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase))
        {
            return NoAddress;
        }

        var rest = text[(uri.Scheme.Length + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        return authority.Contains(StorePlaceholder, StringComparison.Ordinal)
            ? $"must hold {StorePlaceholder} in its path only"
            : AuthorityFault(authority, uri)
            ?? (text.TrimEnd().Length < text.Length ? "must not end in a blank"
                : text.Split('?')[0].Contains('\\', StringComparison.Ordinal) ? "must have no backslash"
                : text.Contains('#', StringComparison.Ordinal) ? "must have no fragment (#): it is never sent"
                : null);
    }

    private static string? AuthorityFault(string authority, Uri uri)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            return "must have no user name or password";
        }

        if (uri.Port is 0 or > 65535)
        {
            return "must have a port from 1 to 65535, or none";
        }

        if (authority.StartsWith('['))
        {
            return authority.Contains('%', StringComparison.Ordinal) ? "must have no zone in its host" : null;
        }

        var host = authority.Split(':')[0];
        return host.Length == 0 || !host.All(IsOfName) || host.Split('.').Any(label => !IsKnown(label))
            || IsTooLong(uri) ? "must have a host that is a name or a number"
            : host.Split('.').Any(label => IsMixed(Unicode(label)!)) ? "must have a host that does not mix alphabets"
            : null;
    }

    private static bool IsOfName(char c) => char.IsLetter(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>False for what begins as an encoded name and encodes none.</summary>
    private static bool IsKnown(string label) =>
        !label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)
            || (Unicode(label) is { } decoded && decoded.All(IsOfName) && !decoded.All(char.IsAscii));

    private static string? Unicode(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return label;
        }

        try
        {
            return new IdnMapping().GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsTooLong(Uri uri)
    {
        try
        {
            return Uri.CheckHostName(uri.IdnHost) == UriHostNameType.Unknown;
        }
        catch (UriFormatException)
        {
            return true;
        }
    }

    private static bool IsMixed(string label) =>
        Alphabets.Count(alphabet => label.Any(
            c => char.IsLetter(c) && char.ToLowerInvariant(c) >= alphabet.First && char.ToLowerInvariant(c) <= alphabet.Last)) > 1;
}
