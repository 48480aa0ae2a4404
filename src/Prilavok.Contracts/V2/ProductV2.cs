namespace Prilavok.Contracts.V2;

/// <summary>A product. What it has no value for is left out.</summary>
/// <param name="UserId">The owner.</param>
/// <param name="Price">Roubles.</param>
/// <param name="CostPrice">Roubles.</param>
/// <param name="Quantity">For apps with a right to it.</param>
/// <param name="AttributesChoices">Of a modification: the id of each attribute, and that of what was chosen.</param>
/// <param name="Images">For apps with a right to them.</param>
public sealed record ProductV2(
    string Id,
    string StoreId,
    string UserId,
    string CreatedAt,
    string UpdatedAt,
    string Name,
    string? Type = null,
    string? Code = null,
    decimal? Price = null,
    decimal? CostPrice = null,
    decimal? Quantity = null,
    string? MeasureName = null,
    string? Tax = null,
    bool? AllowToSell = null,
    string? Description = null,
    string? ArticleNumber = null,
    string? ClassificationCode = null,
    int? QuantityInPackage = null,
    bool? IsExcisable = null,
    bool? IsAgeLimited = null,
    IReadOnlyList<string>? Alcocodes = null,
    decimal? AlcoholByVolume = null,
    int? AlcoholProductKindCode = null,
    decimal? TareVolume = null,
    IReadOnlyDictionary<string, string>? AttributesChoices = null,
    string? ParentId = null,
    IReadOnlyList<string>? Barcodes = null,
    IReadOnlyList<ImageV2>? Images = null);
