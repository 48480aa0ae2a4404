using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Documents;

/// <summary>Opens the bytes of a kept document so that every text in it can be read.</summary>
internal static class KeptJson
{
    /// <summary>Characters of an escape with a number.</summary>
    private const int Escape = 6;

    /// <summary>Deeper than any body that is taken in.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public static JsonDocument Parse(ReadOnlyMemory<byte> content) => JsonDocument.Parse(Readable(content), Options);

    /// <summary>
    /// Half of a surrogate pair, which an escape may name, is no character and no text can be made of it: as in any text, the sign for
    /// what cannot be read stands for it.
    /// </summary>
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.IndexOf("\\ud"u8) < 0 && bytes.IndexOf("\\uD"u8) < 0)
        {
            return content;
        }

        var mended = content.ToArray();
        for (var at = 0; at < mended.Length; at++)
        {
            if (mended[at] != (byte)'\\')
            {
                continue;
            }

            var unit = UnitAt(mended, at);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(mended, at + Escape)))
            {
                at += (2 * Escape) - 1;
            }
            else if (char.IsSurrogate(unit))
            {
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
                at += Escape - 1;
            }
            else
            {
                at++; // What is escaped may be a backslash.
            }
        }

        return mended;
    }

    /// <returns>What the escape at this place names; zero when none begins there.</returns>
    private static char UnitAt(byte[] json, int at) =>
        at + Escape <= json.Length && json[at] == (byte)'\\' && json[at + 1] == (byte)'u'
            && ushort.TryParse(Encoding.ASCII.GetString(json, at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\0';
}
