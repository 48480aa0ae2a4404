using System.Runtime.CompilerServices;
using Prilavok.Core;
using Prilavok.Core.Documents;

namespace Prilavok.Server.Api.Documents;

/// <summary>All documents that match, fetched a chunk at a time: a list without pages must not need memory for all of it.</summary>
internal static class EveryDocument
{
    private const int Chunk = 200;

    public static async IAsyncEnumerable<StoredDocument> ThatAsync(
        IStorage storage, IDocuments documents, string ownerId, DocumentQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Position.Start;
        IReadOnlyList<StoredDocument> chunk;
        do
        {
            var from = after;
            chunk = await storage.ReadAsync(s => documents.ListAsync(s, ownerId, query, new Page(from, Chunk)), ct);
            foreach (var document in chunk)
            {
                yield return document;
                after = document.Position;
            }
        }
        while (chunk.Count == Chunk);
    }
}
