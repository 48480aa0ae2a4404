namespace Prilavok.Contracts.V2;

/// <summary>What happened. Members depend on the kind, and sums are in roubles; of CORRECTION, PAYMENT and kinds newer than this all is as it came.</summary>
public sealed record DocumentBodyV2(
    IReadOnlyList<PositionV2>? Positions = null,
    IReadOnlyList<DiscountV2>? DocDiscounts = null,
    IReadOnlyList<PaymentV2>? Payments = null,
    IReadOnlyList<PrintGroupV2>? PrintGroups = null,
    IReadOnlyList<PrintResultV2>? PosPrintResults = null,
    decimal? Sum = null,
    decimal? ResultSum = null,
    decimal? Total = null,
    decimal? Revenue = null,
    string? CustomerEmail = null,
    string? CustomerPhone = null,
    string? BaseDocumentId = null,
    long? BaseDocumentNumber = null,
    string? SupplierId = null,
    string? CounterpartyName = null,
    string? Description = null,
    string? Contributor = null,
    string? Receiver = null,
    long? PaymentCategoryId = null,
    string? PaymentCategoryName = null,
    bool? CompleteInventory = null,
    long? ReceiptNumber = null,
    long? DocumentNumber = null,
    long? SessionNumber = null,
    string? ReceiptDate = null,
    string? ReceiptTime = null,
    string? FnRegNumber = null,
    string? FnSerialNumber = null,
    string? KktSerialNumber = null,
    string? KktRegNumber = null,
    string? FiscalSignDocNumber = null,
    long? FiscalDocumentNumber = null,
    decimal? Cash = null,
    decimal? Proceeds = null,
    decimal? Collection = null,
    long? CashInQuantity = null,
    long? CashOutQuantity = null,
    decimal? CashInSum = null,
    decimal? CashOutSum = null,
    decimal? SessionSalesResults = null,
    decimal? SessionPurchasesResults = null,
    decimal? NonzeroSumSales = null,
    decimal? NonzeroSumPurchases = null,
    TurnoverV2? Sales = null,
    TurnoverV2? SalesBack = null,
    TurnoverV2? Purchases = null,
    TurnoverV2? PurchasesBack = null,
    CountsV2? QuantitySales = null,
    CountsV2? QuantityPurchases = null) : Open;

/// <summary>Sums of one direction in a report.</summary>
/// <param name="Summ">The total.</param>
public sealed record TurnoverV2(decimal? Summ = null, decimal? Reversal = null, IReadOnlyList<SectionV2>? Sections = null) : Open;

/// <summary>The part of a turnover that was paid in one way.</summary>
public sealed record SectionV2(string? Name = null, long? Number = null, decimal? Value = null) : Open;

/// <summary>How many receipts.</summary>
public sealed record CountsV2(long? Quantity = null, long? Back = null, long? Reversal = null, long? ReversalBack = null) : Open;
