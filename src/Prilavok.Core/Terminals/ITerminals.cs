namespace Prilavok.Core.Terminals;

public interface ITerminals
{
    /// <param name="storeId">Only of this store; null means all.</param>
    Task<IReadOnlyList<Terminal>> ListAsync(ISession session, string ownerId, string? storeId, Page page);

    Task<Terminal?> FindAsync(ISession session, string ownerId, string terminalId);

    /// <summary>As <see cref="FindAsync"/>, those that were removed included.</summary>
    Task<KnownTerminal?> FindKnownAsync(ISession session, string ownerId, string terminalId);

    /// <summary>The owner and the terminal a pairing code belongs to.</summary>
    Task<(string OwnerId, string TerminalId)?> FindByCodeAsync(ISession session, string codeHash);

    /// <summary>Where it stands in another store than before, that is remembered.</summary>
    Task SaveAsync(IOwnerWork work, Terminal terminal);

    /// <summary>It is not listed any more; what it brought and where it stood stays known.</summary>
    Task RemoveAsync(IOwnerWork work, string terminalId);
}
