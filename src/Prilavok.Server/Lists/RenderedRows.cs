namespace Prilavok.Server.Lists;

/// <summary>A list as it was rendered, and where in it the rows stand that have a revision.</summary>
internal sealed class RenderedRows(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, RenderedRow> rows)
{
    /// <summary>An entry of the map with its id.</summary>
    private const int RowOverhead = 160;

    public ReadOnlyMemory<byte> Body => body;

    public int Count => rows.Count;

    /// <summary>Bytes of memory, about.</summary>
    public long Size => body.Length + ((long)rows.Count * RowOverhead);

    /// <summary>False when the row was another then, or was not there.</summary>
    public bool TryGet(string id, long revision, out ReadOnlyMemory<byte> bytes)
    {
        var isKnown = rows.TryGetValue(id, out var row) && row.Revision == revision;
        bytes = isKnown ? body.Slice(row.Start, row.Length) : default;
        return isKnown;
    }
}

/// <param name="Start">Of its bytes in the body.</param>
internal readonly record struct RenderedRow(long Revision, int Start, int Length);
