using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Documents;

/// <summary>Removes a store in which no terminal stands.</summary>
public sealed class RemoveStore(IStorage storage, IStores stores, ITerminals terminals, IDocuments documents, IEventLog log)
{
    private static readonly Page One = new(Position.Start, 1);

    /// <param name="withDocuments">False keeps a store that has documents.</param>
    public Task<RemoveOutcome> HandleAsync(string ownerId, Source source, string id, bool withDocuments, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, id) is not { } store)
                {
                    return RemoveOutcome.Unknown;
                }

                if ((await terminals.ListAsync(work, ownerId, store.Id, One)).Count > 0)
                {
                    return RemoveOutcome.InUse;
                }

                if (!withDocuments && (await documents.ListAsync(work, ownerId, new DocumentQuery(store.Id), One)).Count > 0)
                {
                    return RemoveOutcome.Remembered;
                }

                await stores.RemoveAsync(work, store.Id);
                await log.AppendAsync(
                    work, source, [new NewEvent(EventKind.Store, EventAction.Removed, store.Id, store.Id, new StoreFact(store))]);
                return RemoveOutcome.Removed;
            },
            ct);
}
