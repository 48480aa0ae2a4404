using System.Text.Json.Serialization;

namespace Prilavok.Contracts.V1;

/// <summary>
/// One step of a document. Which members a step has beside the first seven depends on its type; sums are in roubles and carry the
/// sign of the direction.
/// </summary>
/// <param name="Uuid">Always null.</param>
/// <param name="Timezone">From UTC, in milliseconds.</param>
/// <param name="UserCode">Always null.</param>
[MayBeNull]
public sealed record TransactionV1(
    string Id,
    string Type,
    string? Uuid,
    long? Timezone,
    string? UserCode,
    string? UserUuid,
    string? CreationDate,
    decimal? Sum = null,
    decimal? Quantity = null,
    decimal? Denomination = null,
    long? PaymentCategoryId = null,
    decimal? Total = null,
    decimal? Proceeds = null,
    decimal? Cash = null,
    string? ClientName = null,
    string? ClientPhone = null,
    string? CouponNumber = null,
    [property: JsonPropertyName("baseDocumentUUID")] string? BaseDocumentUuid = null,
    string? BaseDocumentNumber = null,
    Either<string, long>? ReceiptNumber = null,
    Either<string, long>? SessionNumber = null,
    Either<string, long>? DocumentNumber = null,
    string? Mark = null,
    decimal? Price = null,
    string? Barcode = null,
    decimal? CostPrice = null,
    decimal? ResultSum = null,
    decimal? ResultPrice = null,
    string? PositionId = null,
    decimal? TareVolume = null,
    string? MeasureName = null,
    IReadOnlyList<ExtraKeyOfPositionV1>? ExtraKeys = null,
    string? CommodityCode = null,
    string? CommodityName = null,
    string? CommodityType = null,
    string? CommodityUuid = null,
    string? FprintSection = null,
    decimal? AlcoholByVolume = null,
    Either<decimal, string>? BalanceQuantity = null,
    int? AlcoholProductKindCode = null,
    decimal? DiscountSum = null,
    int? DiscountType = null,
    decimal? Percent = null,
    decimal? DiscountDocumentSum = null,
    decimal? DiscountPositionPercent = null,
    decimal? DiscountPositionSum = null,
    string? Tax = null,
    decimal? TaxSum = null,
    decimal? TaxPercent = null,
    string? TaxRateCode = null,
    decimal? ResultTaxSum = null,
    string? Rrn = null,
    string? PaymentType = null,
    decimal? NewPrice = null,
    decimal? OldPrice = null,
    decimal? AcceptPrice = null,
    long? CashInQuantity = null,
    long? CashOutQuantity = null,
    decimal? CashIn = null,
    decimal? CashOut = null,
    decimal? Collection = null,
    decimal? Revenue = null,
    decimal? SessionSalesResults = null,
    decimal? SessionPurchasesResults = null,
    decimal? NonzeroSumSales = null,
    decimal? NonzeroSumPurchases = null,
    TurnoverV1? Purchases = null,
    TurnoverV1? PurchasesBack = null,
    TurnoverV1? Sales = null,
    TurnoverV1? SalesBack = null,
    CountsV1? QuantityPurchases = null,
    CountsV1? QuantitySales = null);

/// <summary>What an app put into a position.</summary>
public sealed record ExtraKeyOfPositionV1(string? Identity, string? AppId, string? Description);
