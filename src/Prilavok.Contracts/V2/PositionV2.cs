using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>A line of a document.</summary>
/// <param name="Price">Roubles; of a revaluation, before and after.</param>
/// <param name="InitialQuantity">Stock before the document.</param>
/// <param name="Mark">Text, or what newer terminals send.</param>
public sealed record PositionV2(
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
    Either<decimal, RevaluedPriceV2>? Price = null,
    decimal? CostPrice = null,
    decimal? ResultPrice = null,
    decimal? Sum = null,
    decimal? ResultSum = null,
    TaxV2? Tax = null,
    DiscountV2? PositionDiscount = null,
    DiscountV2? DocDistributedDiscount = null,
    string? PrintGroupId = null,
    IReadOnlyList<ExtraKeyV2>? ExtraKeys = null,
    IReadOnlyList<IngredientV2>? SubPositions = null,
    decimal? AlcoholByVolume = null,
    int? AlcoholProductKindCode = null,
    decimal? TareVolume = null,
    JsonElement? Mark = null,
    JsonElement? MarkData = null,
    SettlementMethodV2? SettlementMethod = null,
    bool? IsExcisable = null,
    bool? IsAgeLimited = null,
    string? ParentId = null,
    IReadOnlyList<SplitV2>? SplittedPositions = null,
    IReadOnlyList<AttributeChoiceV2>? AttributesChoices = null,
    AgentV2? AgentRequisites = null,
    decimal? Excise = null) : Open;

/// <summary>A tax, in roubles.</summary>
/// <param name="Sum">Before discounts.</param>
/// <param name="ResultSum">After discounts.</param>
public sealed record TaxV2(string? Type = null, decimal? Sum = null, decimal? ResultSum = null) : Open;

/// <summary>What an app put into a position.</summary>
public sealed record ExtraKeyV2(string? Identity = null, string? AppId = null, string? Description = null) : Open;
