using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>Where something stands in a body. Lines and columns count from 1, columns in bytes.</summary>
internal static class Places
{
    public static string Write(long line, long column) => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");

    /// <summary>Bytes from the beginning of <paramref name="root"/> to <paramref name="part"/>, which is inside it.</summary>
    public static int OffsetOf(JsonElement root, JsonElement part) =>
        JsonMarshal.GetRawUtf8Value(root).Overlaps(JsonMarshal.GetRawUtf8Value(part), out var offset)
            ? offset
            : throw new ArgumentException("The part is of another body.", nameof(part));

    public static string At(JsonElement root, int offset)
    {
        var (line, column) = Of(JsonMarshal.GetRawUtf8Value(root)[..offset]);
        return Write(line, column);
    }

    /// <summary>Of what follows these bytes.</summary>
    public static (long Line, long Column) Of(ReadOnlySpan<byte> before) =>
        (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
}
