using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Prilavok.Core;

namespace Prilavok.Server.Http;

/// <summary>Pages of v2: <c>items</c> and <c>paging</c>, and the cursor between them.</summary>
internal static class Paging
{
    public const int Most = 1000;

    /// <summary>How many items were asked for. What cannot be read counts as not given.</summary>
    public static int LimitOf(HttpRequest request) =>
        int.TryParse(request.Query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? Math.Min(limit, Most)
            : Most;

    /// <summary>The cursor, safe in a query without escaping: the last position and the filters that made the first page.</summary>
    public static string Write(Position position, string filters)
    {
        var text = Encoding.UTF8.GetBytes($"{position.Id}\n{filters}");
        var bytes = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.At);
        text.CopyTo(bytes, 8);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when the text is no cursor of ours.</summary>
    public static bool TryRead(string cursor, out Position position, out string filters)
    {
        position = Position.Start;
        filters = "";
        Span<byte> bytes = stackalloc byte[1024];
        if (cursor.Length > 1024
            || !Base64Url.IsValid(cursor)
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            || length < 9
            || !Utf8.IsValid(bytes[8..length]))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes[8..length]);
        if (text.Contains('\0', StringComparison.Ordinal) || text.Split('\n', 2) is not [var id, var rest])
        {
            return false;
        }

        position = new Position(BinaryPrimitives.ReadInt64BigEndian(bytes), id);
        filters = rest;
        return true;
    }

    /// <summary>A page with its cursor.</summary>
    /// <param name="rows">One more than the page holds, when there is a next one.</param>
    /// <param name="filters">What the cursor carries on.</param>
    public static void WritePage<T>(
        Utf8JsonWriter json, IReadOnlyList<T> rows, int limit, Action<Utf8JsonWriter, T> write, Func<T, Position> positionOf, string filters = "")
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var row in rows.Take(limit))
        {
            write(json, row);
        }

        json.WriteEndArray();
        WritePaging(json, rows.Count > limit ? Write(positionOf(rows[limit - 1]), filters) : null);
        json.WriteEndObject();
    }

    /// <summary>Ends a page: <c>paging</c> is always there, <c>next_cursor</c> only when there is a next page.</summary>
    public static void WritePaging(Utf8JsonWriter json, string? next)
    {
        json.WriteStartObject("paging");
        if (next is not null)
        {
            json.WriteString("next_cursor", next);
        }

        json.WriteEndObject();
    }
}
