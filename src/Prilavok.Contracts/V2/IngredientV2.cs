using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>A part of a position, as of a menu. It moves no stock.</summary>
public sealed record IngredientV2(
    long? Id = null,
    string? Uuid = null,
    string? ProductId = null,
    string? ProductType = null,
    string? ProductName = null,
    string? Code = null,
    string? BarCode = null,
    string? MeasureName = null,
    int? MeasurePrecision = null,
    decimal? Quantity = null,
    decimal? InitialQuantity = null,
    decimal? QuantityInPackage = null,
    decimal? Price = null,
    decimal? CostPrice = null,
    decimal? ResultPrice = null,
    decimal? Sum = null,
    decimal? ResultSum = null,
    IReadOnlyList<ExtraKeyV2>? ExtraKeys = null,
    decimal? AlcoholByVolume = null,
    int? AlcoholProductKindCode = null,
    decimal? TareVolume = null,
    JsonElement? Mark = null,
    JsonElement? MarkData = null,
    bool? IsExcisable = null,
    bool? IsAgeLimited = null,
    string? ParentId = null) : Open;

/// <summary>A share of a position that is taxed or discounted for itself, in roubles.</summary>
public sealed record SplitV2(
    decimal? Quantity = null,
    decimal? ResultPrice = null,
    decimal? ResultSum = null,
    decimal? PositionDiscount = null,
    decimal? DocDistributedDiscount = null,
    string? TaxType = null,
    decimal? ResultTaxSum = null) : Open;

/// <summary>What was chosen of an attribute of the product.</summary>
public sealed record AttributeChoiceV2(
    string? AttributeId = null, string? AttributeName = null, string? ChoiceId = null, string? ChoiceValue = null) : Open;
