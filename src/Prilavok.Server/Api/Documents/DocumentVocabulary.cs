using System.Collections.Frozen;

namespace Prilavok.Server.Api.Documents;

/// <summary>What is known of the members of documents by their names, wherever they stand in a body.</summary>
internal static class DocumentVocabulary
{
    private static readonly string[] Money =
    [
        "price", "cost_price", "result_price", "sum", "result_sum", "discount_sum", "discount_price", "part_sum", "change", "amount",
        "check_sum", "total", "proceeds", "cash", "cash_in_sum", "cash_out_sum", "collection", "revenue", "session_sales_results",
        "session_purchases_results", "nonzero_sum_sales", "nonzero_sum_purchases", "summ", "reversal", "value", "before", "after",
        "accept", "position_discount", "doc_distributed_discount", "result_tax_sum", "excise",
    ];

    private static readonly string[] Quantity =
    [
        "quantity", "initial_quantity", "quantity_in_package", "alcohol_by_volume", "tare_volume",
    ];

    private static readonly string[] Percent =
    [
        "discount_percent",
    ];

    private static readonly string[] Whole =
    [
        "measure_precision", "alcohol_product_kind_code", "receipt_number", "document_number", "session_number",
        "fiscal_document_number", "payment_category_id", "base_document_number", "cash_in_quantity", "cash_out_quantity",
    ];

    private static readonly string[] PositionLists = ["extra_keys"];

    private static readonly string[] ReceiptPositionLists = ["extra_keys", "sub_positions"];

    private static readonly FrozenDictionary<string, int> ScaleByName = new[] { (Money, 2), (Quantity, 3), (Percent, 5), (Whole, 0) }
        .SelectMany(group => group.Item1.Select(name => KeyValuePair.Create(name, group.Item2)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Digits after the point of a number, by the name of its member; names that are not here are left as they come.</summary>
    public static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Scales { get; } =
        ScaleByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Members whose insides belong to somebody else and are kept as they come.</summary>
    public static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Opaque { get; } =
        new[] { "extras", "mark", "mark_data", "cashless_info", "driver_info", "medicine_attributes" }
            .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a receipt always has, if only as an empty list.</summary>
    public static IReadOnlyList<string> ReceiptLists { get; } = ["positions", "doc_discounts", "payments", "print_groups", "pos_print_results"];

    /// <summary>What a position always has, if only as an empty list.</summary>
    public static IReadOnlyList<string> ListsOfPositions(string type) =>
        IsReceipt(type) ? ReceiptPositionLists : HasPositions(type) ? PositionLists : [];

    public static bool IsReceipt(string type) => type is "SELL" or "PAYBACK" or "BUY" or "BUYBACK";

    /// <summary>Documents that are nothing without their positions.</summary>
    public static bool HasPositions(string type) =>
        IsReceipt(type) || type is "ACCEPT" or "RETURN" or "WRITE_OFF" or "OPEN_TARE" or "INVENTORY" or "REVALUATION";

    /// <summary>What a position does to the stock: goods leave, come, or neither.</summary>
    public static int StockSign(string type) => type switch
    {
        "SELL" or "BUYBACK" or "RETURN" or "WRITE_OFF" or "OPEN_TARE" => -1,
        "PAYBACK" or "BUY" or "ACCEPT" => 1,
        _ => 0,
    };
}
