namespace Prilavok.Contracts.V2;

/// <summary>A product to be kept. Numbers may come as texts that hold one; what the cloud sets itself is passed over.</summary>
/// <param name="Name">1 to 160 characters.</param>
/// <param name="Price">Roubles.</param>
/// <param name="Id">1 to 64 characters. A new product may wish for a uuid; in a list that replaces every product has its own.</param>
[MayBeNull]
public sealed record ProductWriteV2(
    string Type,
    string Name,
    decimal Price,
    string MeasureName,
    string Tax,
    bool AllowToSell,
    string? Id = null,
    string? Code = null,
    decimal? CostPrice = null,
    decimal? Quantity = null,
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
    IReadOnlyList<string>? Barcodes = null);

/// <summary>What is to be changed of a product; at least one.</summary>
/// <param name="Price">Roubles.</param>
/// <param name="CostPrice">Roubles.</param>
/// <param name="Quantity">Needs a right of its own.</param>
[MayBeNull]
public sealed record ProductChangeV2(decimal? Price = null, decimal? CostPrice = null, decimal? Quantity = null);
