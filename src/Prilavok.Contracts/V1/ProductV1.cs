namespace Prilavok.Contracts.V1;

/// <summary>A product or a group of products, as the cloud tells it.</summary>
/// <param name="Group">True for a group, most of whose other members are null.</param>
/// <param name="HasVariants">True for a group of modifications.</param>
/// <param name="Price">Roubles.</param>
/// <param name="CostPrice">Roubles.</param>
/// <param name="Attributes">Name to value; left out where the product has none.</param>
public sealed record ProductV1(
    string Uuid,
    string Name,
    bool Group,
    string? ParentUuid,
    bool? HasVariants,
    string? Type,
    string? Code,
    IReadOnlyList<string>? BarCodes,
    IReadOnlyList<string>? AlcoCodes,
    decimal? Price,
    decimal? Quantity,
    decimal? CostPrice,
    string? MeasureName,
    string? Tax,
    bool? AllowToSell,
    string? Description,
    string? ArticleNumber,
    decimal? AlcoholByVolume,
    int? AlcoholProductKindCode,
    decimal? TareVolume,
    IReadOnlyDictionary<string, string>? Attributes = null);
