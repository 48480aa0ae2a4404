using Prilavok.Core.Log;

namespace Prilavok.Core.Suppliers;

/// <summary>What apps do with an owner's suppliers.</summary>
public sealed class EditSuppliers(IStorage storage, ISuppliers suppliers, IEventLog log, Ids ids)
{
    /// <summary>Adds a supplier. One sent again, word for word, stays as it is and is no event.</summary>
    /// <param name="id">Wished for: taken unless another supplier has it. Null makes one.</param>
    public Task<Supplier> AddAsync(string ownerId, Source source, string? id, string name, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                var holder = id is null ? null : await suppliers.FindAsync(work, ownerId, id);
                if (holder is not null && holder.Name == name)
                {
                    return holder;
                }

                var isFree = id is not null && holder is null;
                var supplier = new Supplier(isFree ? id! : ids.NewUuid(), name, work.Now, work.Now);
                await SaveAsync(work, source, EventAction.Created, supplier);
                return supplier;
            },
            ct);

    /// <returns>The changed supplier, or null when there is none of this id.</returns>
    public Task<Supplier?> ChangeAsync(string ownerId, Source source, string id, Func<Supplier, Supplier> change, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await suppliers.FindAsync(work, ownerId, id) is not { } current)
                {
                    return null;
                }

                var changed = change(current);
                if (changed == current)
                {
                    return current;
                }

                changed = changed with { UpdatedAt = work.Now };
                await SaveAsync(work, source, EventAction.Updated, changed);
                return changed;
            },
            ct);

    /// <summary>Unknown ids are passed over.</summary>
    /// <returns>How many are gone.</returns>
    public Task<int> RemoveAsync(string ownerId, Source source, IReadOnlyCollection<string> supplierIds, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                var gone = new List<NewEvent>();
                foreach (var id in supplierIds)
                {
                    if (await suppliers.FindAsync(work, ownerId, id) is { } supplier)
                    {
                        await suppliers.RemoveAsync(work, supplier.Id);
                        gone.Add(EventOf(EventAction.Removed, supplier));
                    }
                }

                if (gone.Count > 0)
                {
                    await log.AppendAsync(work, source, gone);
                }

                return gone.Count;
            },
            ct);

    private async Task SaveAsync(IOwnerWork work, Source source, EventAction action, Supplier supplier)
    {
        await suppliers.SaveAsync(work, supplier);
        await log.AppendAsync(work, source, [EventOf(action, supplier)]);
    }

    private static NewEvent EventOf(EventAction action, Supplier supplier) =>
        new(EventKind.Supplier, action, supplier.Id, null, new SupplierFact(supplier));
}
