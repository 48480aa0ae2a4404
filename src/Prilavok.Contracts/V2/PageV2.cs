namespace Prilavok.Contracts.V2;

/// <summary>A page of a list.</summary>
public sealed record PageV2<T>(IReadOnlyList<T> Items, PagingV2 Paging);

/// <summary>How the list goes on.</summary>
/// <param name="NextCursor">Absent on the last page.</param>
public sealed record PagingV2(string? NextCursor = null);
