namespace Prilavok.Contracts.V2;

/// <summary>A group to be kept.</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Id">1 to 64 characters. A new group may wish for a uuid; in a list that replaces every group has its own.</param>
[MayBeNull]
public sealed record ProductGroupWriteV2(
    string Name,
    string? Id = null,
    string? Code = null,
    IReadOnlyList<AttributeV2>? Attributes = null,
    string? ParentId = null,
    IReadOnlyList<string>? Barcodes = null);

/// <summary>What is to be changed of a group; at least one.</summary>
[MayBeNull]
public sealed record ProductGroupChangeV2(string? Name = null, IReadOnlyList<string>? Barcodes = null);
