using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>Positions as terminals send them: flat, what has no value left out.</summary>
internal static class LineWriter
{
    /// <summary>A position of a document about goods, without money.</summary>
    public static void WriteCounted(Utf8JsonWriter json, Line line)
    {
        json.WriteStartObject();
        WriteCommon(json, line);
        json.WriteEndObject();
    }

    /// <summary>A position of a document about goods that has a price.</summary>
    public static void WritePriced(Utf8JsonWriter json, Line line, bool hasCost)
    {
        json.WriteStartObject();
        WriteCommon(json, line);
        Decimals.Write(json, "price", line.Price, 2);
        if (hasCost)
        {
            Decimals.Write(json, "cost_price", line.Good.Product.CostPrice ?? 0, 2);
        }

        Decimals.Write(json, "sum", line.Sum, 2);
        json.WriteEndObject();
    }

    /// <param name="day">On which it is sold.</param>
    public static void WriteSold(Utf8JsonWriter json, Line line, DateTime day)
    {
        json.WriteStartObject();
        WriteCommon(json, line);
        Decimals.Write(json, "price", line.Price, 2);
        Decimals.Write(json, "cost_price", line.Good.Product.CostPrice ?? 0, 2);
        Decimals.Write(json, "result_price", Kopecks.Each(line.ResultSum, line.Quantity), 2);
        Decimals.Write(json, "sum", line.Sum, 2);
        Decimals.Write(json, "result_sum", line.ResultSum, 2);
        json.WriteStartObject("tax");
        json.WriteString("type", line.Tax);
        Decimals.Write(json, "sum", Kopecks.Tax(line.Sum, line.Tax, day), 2);
        Decimals.Write(json, "result_sum", Kopecks.Tax(line.ResultSum, line.Tax, day), 2);
        json.WriteEndObject();
        if (line.Discount is { } own)
        {
            json.WriteStartObject("position_discount");
            WriteDiscount(json, own);
            Decimals.Write(json, "discount_price", Kopecks.Each(line.SumAfterOwnDiscount, line.Quantity), 2);
            json.WriteEndObject();
        }

        if (line.Shared is { } shared)
        {
            json.WriteStartObject("doc_distributed_discount");
            WriteDiscount(json, shared);
            json.WriteEndObject();
        }

        WriteChoices(json, line.Good.Choices);
        json.WriteStartArray("sub_positions");
        json.WriteEndArray();
        json.WriteString("print_group_id", PrintGroup.Id);
        json.WriteStartObject("settlement_method");
        json.WriteString("type", "CHECKOUT_FULL");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteDiscount(Utf8JsonWriter json, Discount discount)
    {
        json.WriteString("discount_type", discount.Type);
        Decimals.Write(json, "discount_sum", discount.Sum, 2);
        Decimals.Write(json, "discount_percent", discount.Percent, 5);
    }

    private static void WriteCommon(Utf8JsonWriter json, Line line)
    {
        var product = line.Good.Product;
        WriteIdentity(json, line);
        json.WriteString("product_name", product.Name);
        json.WriteString("product_type", line.Good.Type);
        json.WriteString("measure_name", product.MeasureName ?? "");
        json.WriteNumber("measure_precision", line.Good.IsDivisible ? 3 : 0);
        Decimals.Write(json, "quantity", line.Quantity, 3);
        Decimals.Write(json, "initial_quantity", line.InitialQuantity, 3);
        json.WriteNumber("quantity_in_package", product.QuantityInPackage ?? 0);
        WriteKnown(json, "bar_code", product.Barcodes is [var first, ..] ? first : null);
        WriteKnown(json, "mark", line.Mark);
        Decimals.Write(json, "alcohol_by_volume", product.AlcoholByVolume ?? 0, 3);
        json.WriteNumber("alcohol_product_kind_code", product.AlcoholProductKindCode ?? 0);
        Decimals.Write(json, "tare_volume", product.TareVolume ?? 0, 3);
        WriteKnown(json, "is_excisable", product.IsExcisable);
        WriteKnown(json, "is_age_limited", product.IsAgeLimited);
    }

    /// <summary>Which position this is, and of which product: all that a revaluation says.</summary>
    public static void WriteIdentity(Utf8JsonWriter json, Line line)
    {
        if (!line.Good.IsFree)
        {
            json.WriteString("product_id", line.Good.Product.Id);
            WriteKnown(json, "code", line.Good.Product.Code);
        }

        json.WriteNumber("id", line.Id);
        json.WriteString("uuid", line.Uuid);
        json.WriteStartArray("extra_keys");
        json.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter json, IReadOnlyList<ChosenAttribute> choices)
    {
        if (choices.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attributes_choices");
        foreach (var choice in choices)
        {
            json.WriteStartObject();
            json.WriteString("attribute_id", choice.AttributeId);
            json.WriteString("attribute_name", choice.AttributeName);
            json.WriteString("choice_id", choice.ChoiceId);
            json.WriteString("choice_value", choice.ChoiceName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
    }
}
