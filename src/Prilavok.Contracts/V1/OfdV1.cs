namespace Prilavok.Contracts.V1;

/// <summary>The envelope of everything the fiscal data operator tells.</summary>
/// <param name="Version">Always 2.</param>
/// <param name="Provider">Always OFD.</param>
public sealed record OfdV1<T>(int Version, string Provider, IReadOnlyList<T> Data);

/// <summary>A store, by the operator's number.</summary>
public sealed record OfdStoreV1(long Id, long ParentId, string Name);

/// <summary>A cash register, by the operator's number.</summary>
public sealed record OfdDeviceV1(long Id, long StoreId, string Name, string? Address);
