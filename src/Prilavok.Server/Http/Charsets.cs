using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Prilavok.Server.Http;

/// <summary>
/// Bodies in other characters than UTF-8. A byte order mark says which they are; then the charset of the media type; of those who
/// say nothing, services that write no UTF-8 write windows-1251.
/// </summary>
internal static class Charsets
{
    private const int Windows1251 = 1251;

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf16"] = "utf-16",
        ["cp1251"] = "windows-1251",
        ["cp-1251"] = "windows-1251",
        ["win1251"] = "windows-1251",
        ["win-1251"] = "windows-1251",
        ["windows1251"] = "windows-1251",
        ["1251"] = "windows-1251",
        ["koi8r"] = "koi8-r",
        ["cp-866"] = "cp866",
        ["latin1"] = "iso-8859-1",
    };

    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE, 0, 0], Encoding.UTF32),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    /// <summary>The bytes of a request in UTF-8, without a mark. Whether what should be UTF-8 is so is not looked into.</summary>
    /// <exception cref="UnsupportedBodyException">The charset is none that is known.</exception>
    /// <exception cref="DecoderFallbackException">The bytes are not of that charset.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body, string? contentType)
    {
        if (MarkOf(body.Span) is var (marked, length))
        {
            return Recode(body[length..], marked, isStrict: true);
        }

        if (NameIn(contentType) is not { Length: > 0 } name)
        {
            return body;
        }

        return Find(name) is { } declared
            ? Recode(body, Meant(declared, body.Span), isStrict: true)
            : throw new UnsupportedBodyException("Content-Type", contentType!, "must name a charset that is known, as UTF-8 or windows-1251");
    }

    /// <summary>What a service wrote, in UTF-8, without a mark, whatever it takes to read it.</summary>
    public static ReadOnlyMemory<byte> AnswerToUtf8(ReadOnlyMemory<byte> answer, string? contentType) =>
        Recode(answer[EncodingOf(answer.Span, contentType, out var encoding)..], encoding, isStrict: false);

    /// <summary>As <see cref="AnswerToUtf8"/>, as a text; of bytes that may be cut off anywhere.</summary>
    public static string AnswerToText(ReadOnlySpan<byte> answer, string? contentType)
    {
        var rest = answer[EncodingOf(answer, contentType, out var encoding)..];
        var text = new char[encoding.GetMaxCharCount(rest.Length)];
        return new string(text, 0, encoding.GetDecoder().GetChars(rest, text, flush: false));
    }

    /// <returns>The length of its mark.</returns>
    private static int EncodingOf(ReadOnlySpan<byte> answer, string? contentType, out Encoding encoding)
    {
        if (MarkOf(answer) is var (marked, length))
        {
            encoding = marked;
            return length;
        }

        var declared = NameIn(contentType) is { Length: > 0 } name && Find(name) is { } known ? Meant(known, answer) : Encoding.UTF8;
        encoding = declared.CodePage == Encoding.UTF8.CodePage && !IsUtf8(answer)
            ? CodePagesEncodingProvider.Instance.GetEncoding(Windows1251)!
            : declared;
        return 0;
    }

    private static (Encoding Encoding, int Length)? MarkOf(ReadOnlySpan<byte> body)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (body.StartsWith(mark))
            {
                return (encoding, mark.Length);
            }
        }

        return null;
    }

    /// <summary>
    /// What one says is not always what one writes: Java's client says ISO-8859-1 of everything it is not told of, UTF-8 among it.
    /// Without a mark the first character, which JSON has of ASCII, tells which half of a unit comes first.
    /// </summary>
    private static Encoding Meant(Encoding declared, ReadOnlySpan<byte> body)
    {
        if (declared.CodePage == Encoding.ASCII.CodePage || (declared.CodePage == Encoding.Latin1.CodePage && IsUtf8(body)))
        {
            return Encoding.UTF8;
        }

        return declared.CodePage == Encoding.Unicode.CodePage && body.Length > 1 && body[0] == 0 ? Encoding.BigEndianUnicode : declared;
    }

    private static ReadOnlyMemory<byte> Recode(ReadOnlyMemory<byte> body, Encoding from, bool isStrict) =>
        from.CodePage == Encoding.UTF8.CodePage ? body : Encoding.UTF8.GetBytes((isStrict ? Strict(from) : from).GetString(body.Span));

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    /// <summary>True for bytes of UTF-8, the last character of which may be cut off.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var text = ArrayPool<char>.Shared.Rent(bytes.Length);
        var status = Utf8.ToUtf16(bytes, text, out _, out _, replaceInvalidSequences: false, isFinalBlock: false);
        ArrayPool<char>.Shared.Return(text);
        return status is OperationStatus.Done or OperationStatus.NeedMoreData;
    }

    private static Encoding? Find(string name)
    {
        var known = Spellings.GetValueOrDefault(name, name);
        if (known.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The charset that a media type names, be the rest of it what it may.</summary>
    private static string? NameIn(string? contentType)
    {
        if (contentType?.Contains(';', StringComparison.Ordinal) != true)
        {
            return null;
        }

        foreach (var part in contentType.Split(';').Skip(1))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value]
                && name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                return value.Trim('"', '\'', ' ', ',');
            }
        }

        return null;
    }
}
