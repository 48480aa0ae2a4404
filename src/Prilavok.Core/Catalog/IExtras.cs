namespace Prilavok.Core.Catalog;

public interface IExtras
{
    /// <summary>In the order they were first kept.</summary>
    Task<IReadOnlyList<(Position Position, ExtraItem Item)>> ListAsync(ISession session, string ownerId, ExtraShelf shelf, Page page);

    /// <summary>Adds or replaces; of a repeated id the last stays.</summary>
    Task SaveAsync(IOwnerWork work, ExtraShelf shelf, IReadOnlyCollection<ExtraItem> items);

    /// <param name="ids">Null means everything on the shelf. Unknown ids are passed over.</param>
    Task RemoveAsync(IOwnerWork work, ExtraShelf shelf, IReadOnlyCollection<string>? ids);
}
