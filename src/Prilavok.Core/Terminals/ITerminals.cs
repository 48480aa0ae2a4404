namespace Prilavok.Core.Terminals;

public interface ITerminals
{
    /// <param name="storeId">Only of this store; null means all.</param>
    Task<IReadOnlyList<Terminal>> ListAsync(ISession session, string ownerId, string? storeId, Page page);

    Task<Terminal?> FindAsync(ISession session, string ownerId, string terminalId);

    /// <summary>The owner and the terminal a pairing code belongs to.</summary>
    Task<(string OwnerId, string TerminalId)?> FindByCodeAsync(ISession session, string codeHash);

    Task SaveAsync(IOwnerWork work, Terminal terminal);

    Task RemoveAsync(IOwnerWork work, string terminalId);
}
