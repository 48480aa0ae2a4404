namespace Prilavok.Contracts.V1;

/// <summary>A product or a group of products to be kept. Numbers may come as texts that hold one.</summary>
/// <param name="Uuid">1 to 64 characters.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Price">Roubles; a product must have one.</param>
/// <param name="Type">A product must have one.</param>
/// <param name="Tax">A product must have one.</param>
[MayBeNull]
public sealed record ProductWriteV1(
    string Uuid,
    string Name,
    bool? Group = null,
    string? ParentUuid = null,
    bool? HasVariants = null,
    string? Type = null,
    string? Code = null,
    IReadOnlyList<string>? BarCodes = null,
    IReadOnlyList<string>? AlcoCodes = null,
    decimal? Price = null,
    decimal? Quantity = null,
    decimal? CostPrice = null,
    string? MeasureName = null,
    string? Tax = null,
    bool? AllowToSell = null,
    string? Description = null,
    string? ArticleNumber = null,
    decimal? AlcoholByVolume = null,
    int? AlcoholProductKindCode = null,
    decimal? TareVolume = null,
    IReadOnlyDictionary<string, string>? Attributes = null);

/// <summary>One thing named by its id.</summary>
public sealed record UuidV1(string Uuid);
