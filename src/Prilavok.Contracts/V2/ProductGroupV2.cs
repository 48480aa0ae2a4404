namespace Prilavok.Contracts.V2;

/// <summary>A group of products.</summary>
/// <param name="UserId">The owner.</param>
/// <param name="Attributes">What the products in it differ in; a group that has them is one of modifications.</param>
public sealed record ProductGroupV2(
    string Id,
    string StoreId,
    string UserId,
    string CreatedAt,
    string UpdatedAt,
    string Name,
    string? Code = null,
    IReadOnlyList<AttributeV2>? Attributes = null,
    string? ParentId = null,
    IReadOnlyList<string>? Barcodes = null);

/// <summary>What modifications differ in.</summary>
public sealed record AttributeV2(string Id, string Name, IReadOnlyList<ChoiceV2> Choices);

/// <summary>One of the values of an attribute.</summary>
public sealed record ChoiceV2(string Id, string Name);
