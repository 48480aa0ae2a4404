using System.Buffers;
using System.Text.Json;
using Prilavok.Core.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>
/// The rows of one list of documents. Each is drawn whole before it goes into the page, which may be on its way already: one that cannot
/// be drawn is left out, and the others are read.
/// </summary>
internal sealed class DocumentRows(string ownerId, Undrawn undrawn) : IDisposable
{
    private readonly PooledBuffer _row = new(16 * 1024);

    public void Dispose() => _row.Dispose();

    /// <returns>What was drawn, until the next row is; null when it could not be.</returns>
    public ReadOnlyMemory<byte>? Draw(StoredDocument document, Action<IBufferWriter<byte>> draw)
    {
        _row.Clear();
        try
        {
            draw(_row);
            return _row.WrittenMemory;
        }
        catch (Exception e)
        {
            undrawn.Say(e, ownerId, document.Position.Id);
            return null;
        }
    }

    public ReadOnlyMemory<byte>? DrawJson(StoredDocument document, Action<Utf8JsonWriter> draw) => Draw(document, buffer =>
    {
        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        draw(json);
        json.Flush();
    });
}
