namespace Prilavok.Contracts.V1;

/// <summary>A fiscal document. Money is whole kopecks.</summary>
/// <param name="OperationType">1 sale, 2 refund, 3 purchase, 4 refund of a purchase; null for the report of a shift.</param>
/// <param name="ReceiptCode">3 receipt, 5 report of a shift.</param>
/// <param name="ReceiptDate">Local time, as <c>2024.10.14 10:16:29.000</c>.</param>
/// <param name="User">The organisation.</param>
/// <param name="TaxationType">A bit for each taxation system.</param>
public sealed record OfdReceiptV1(
    IReadOnlyList<OfdItemV1> Items,
    IReadOnlyList<OfdItemV1> StornoItems,
    IReadOnlyList<OfdItemV1> Modifiers,
    int? OperationType,
    string? Operator,
    int ReceiptCode,
    string ReceiptDate,
    long? ShiftNumber,
    string? UserInn,
    string? User,
    long TotalSum,
    long CashTotalSum,
    long EcashTotalSum,
    string RqId,
    long? RequestNumber,
    long? FiscalSign,
    string? FiscalDriveNumber,
    long? FiscalDocumentNumber,
    int? TaxationType,
    long? NdsNo = null,
    long? Nds0 = null,
    long? Nds5 = null,
    long? Nds7 = null,
    long? Nds10 = null,
    long? Nds18 = null,
    long? Nds22 = null,
    long? NdsCalculated5 = null,
    long? NdsCalculated7 = null,
    long? NdsCalculated10 = null,
    long? NdsCalculated18 = null,
    long? NdsCalculated22 = null);

/// <summary>A line of a receipt. Of each kind of tax there is one member, which is left out where the kind does not occur.</summary>
/// <param name="Price">Kopecks.</param>
/// <param name="Sum">Kopecks.</param>
public sealed record OfdItemV1(
    IReadOnlyList<OfdItemV1> Modifiers,
    long Sum,
    long Price,
    decimal? Quantity,
    string? Barcode,
    string? Name,
    long? NdsNo = null,
    long? Nds0 = null,
    long? Nds5 = null,
    long? Nds7 = null,
    long? Nds10 = null,
    long? Nds18 = null,
    long? Nds22 = null,
    long? NdsCalculated5 = null,
    long? NdsCalculated7 = null,
    long? NdsCalculated10 = null,
    long? NdsCalculated18 = null,
    long? NdsCalculated22 = null);
