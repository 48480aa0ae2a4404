namespace Prilavok.Core.Keys;

/// <summary>All there is of keys in the database.</summary>
public sealed record KeyRows(IReadOnlyList<MasterRow> Masters, IReadOnlyList<WrappedKey> Keys, IReadOnlyList<Canary> Canaries)
{
    /// <summary>Null before the first start.</summary>
    public MasterRow? Present => Masters.SingleOrDefault(master => master.SuccessorId is null);
}
