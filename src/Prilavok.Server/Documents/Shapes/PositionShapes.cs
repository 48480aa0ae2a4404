using static Prilavok.Server.Documents.Shapes.Place;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>The positions of documents.</summary>
internal static class PositionShapes
{
    private static readonly Place Quantity = Count("quantity").Reckoned.Required;

    private static readonly Shape ExtraKey = new(Text("identity").LeftOut, Text("app_id").LeftOut, Text("description").LeftOut);

    /// <summary>What every position is about, without money.</summary>
    private static readonly Place[] About =
    [
        Count("initial_quantity"), Count("quantity_in_package"), Text("bar_code"), Text("product_type"), Opaque("mark"), Opaque("mark_data"),
        Count("alcohol_by_volume"), Whole("alcohol_product_kind_code"), Count("tare_volume"), Text("code"), Text("product_name"),
        Text("measure_name"),
        Whole("measure_precision"), Whole("id"), Text("uuid"), List("extra_keys", ExtraKey).AlwaysThere, Flag("is_excisable").LeftOut,
        Flag("is_age_limited").LeftOut, Text("parent_id").LeftOut,
    ];

    private static readonly Place[] Prices = [Money("price").Reckoned, Money("cost_price").Reckoned, Money("sum").Reckoned];

    /// <summary>An ingredient: it moves no stock, and nothing is reckoned with it.</summary>
    private static readonly Shape Ingredient = new(
    [
        Text("product_id").LeftOut, Count("quantity").LeftOut, .. About.Select(place => place.Optional.LeftOut),
        Money("price").LeftOut, Money("cost_price").LeftOut, Money("result_price").LeftOut, Money("sum").LeftOut, Money("result_sum").LeftOut,
    ]);

    private static readonly Shape Tax = new(Text("type"), Money("sum").Reckoned, Money("result_sum").Reckoned);

    private static readonly Shape Split = new(
        Count("quantity").LeftOut, Money("result_price").LeftOut, Money("result_sum").LeftOut, Money("position_discount").LeftOut,
        Money("doc_distributed_discount").LeftOut, Text("tax_type").LeftOut, Money("result_tax_sum").LeftOut);

    private static readonly Shape Choice = new(
        Text("attribute_id").LeftOut, Text("attribute_name").LeftOut, Text("choice_id").LeftOut, Text("choice_value").LeftOut);

    private static readonly Shape Agent = new(Opaque("counterparty_indexes").LeftOut, Text("operation_description").LeftOut);

    private static readonly Place[] DiscountPlaces =
        [Money("discount_sum").Reckoned, Percent("discount_percent"), Text("discount_type"), Text("coupon")];

    /// <summary>Of a whole document, or the share of it that a position bears.</summary>
    public static Shape Discount { get; } = new([.. DiscountPlaces, Money("discount_price").LeftOut]);

    public static Shape OfReceipt { get; } = new(
    [
        Text("product_id"), Quantity, .. About, .. Prices, List("sub_positions", Ingredient).AlwaysThere, Money("result_price").Reckoned,
        Object("tax", Tax), Money("result_sum").Reckoned, Object("position_discount", new Shape([.. DiscountPlaces, Money("discount_price")])),
        Object("doc_distributed_discount", Discount), Text("print_group_id"), List("splitted_positions", Split), List("attributes_choices", Choice),
        Object("settlement_method", new Shape(Text("type"), Money("amount"))), Object("agent_requisites", Agent), Money("excise").LeftOut,
    ]);

    /// <summary>Of goods that come, go back or are written off.</summary>
    public static Shape OfGoods { get; } =
        new([Text("product_id"), Quantity, .. About, .. Prices, Money("result_sum").LeftOut]);

    /// <summary>Of a stock-taking: what stands there of money counts for nothing.</summary>
    public static Shape OfCount { get; } =
        new([Text("product_id"), Quantity, .. About, Money("price"), Money("cost_price"), Money("sum")]);

    public static Shape OfRevaluation { get; } = new(
    [
        Text("product_id"), Count("quantity"), .. About,
        Object("price", new Shape(Money("before").LeftOut, Money("after").Reckoned.LeftOut, Money("accept").LeftOut)), Money("cost_price"),
        Money("sum"),
    ]);
}
