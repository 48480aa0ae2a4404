using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>A discount.</summary>
/// <param name="DiscountSum">Roubles.</param>
/// <param name="DiscountPrice">Roubles.</param>
public sealed record DiscountV2(
    decimal? DiscountSum = null,
    decimal? DiscountPercent = null,
    string? DiscountType = null,
    string? Coupon = null,
    decimal? DiscountPrice = null) : Open;

/// <summary>The positions that are printed on one slip.</summary>
public sealed record PrintGroupV2(
    string? Id = null,
    string? Type = null,
    string? OrgName = null,
    string? OrgInn = null,
    string? OrgAddress = null,
    string? TaxationSystem = null,
    JsonElement? MedicineAttributes = null) : Open;

/// <summary>What the fiscal printer said of one slip.</summary>
/// <param name="CheckSum">Roubles.</param>
/// <param name="ReceiptDate">Local, as <c>14102024</c>.</param>
/// <param name="ReceiptTime">Local, as <c>1016</c>.</param>
public sealed record PrintResultV2(
    long? ReceiptNumber = null,
    long? DocumentNumber = null,
    long? SessionNumber = null,
    string? ReceiptDate = null,
    string? ReceiptTime = null,
    string? FnRegNumber = null,
    string? FiscalSignDocNumber = null,
    long? FiscalDocumentNumber = null,
    string? FnSerialNumber = null,
    string? KktSerialNumber = null,
    string? KktRegNumber = null,
    string? PrintGroupId = null,
    decimal? CheckSum = null) : Open;
