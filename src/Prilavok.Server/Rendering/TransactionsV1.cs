using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>Which transactions a kind of document consists of, and in which order.</summary>
internal static class TransactionsV1
{
    private const long One = 1000;

    /// <param name="zeroChange">As <see cref="DocumentOptions.ZeroChange"/>.</param>
    public static void Write(TransactionWriterV1 to, DocumentFace face, bool zeroChange)
    {
        switch (face.Type)
        {
            case "SELL" or "PAYBACK" or "BUY" or "BUYBACK":
                ReceiptTransactionsV1.Write(to, face, zeroChange);
                break;
            case "CASH_INCOME" or "CASH_OUTCOME":
                WriteCash(to, face);
                break;
            case "OPEN_SESSION":
                to.Write("OPEN_SESSION");
                break;
            case "CLOSE_SESSION":
                to.Write("CLOSE_SESSION", json =>
                {
                    TransactionWriterV1.WriteMoney(json, "total", face.Body.Money("total"));
                    TransactionWriterV1.WriteMoney(json, "proceeds", face.Body.Money("revenue"));
                });
                break;
            case "X_REPORT" or "Z_REPORT" or "FPRINT" or "POS_OPEN_SESSION":
                ReportTransactionsV1.Write(to, face);
                break;
            default:
                WriteGoods(to, face);
                break;
        }
    }

    /// <summary>The new prices of a revaluation, in kopecks.</summary>
    public static long NewPrices(DocumentView body) =>
        Sums.Of(body.List("positions").Select(position => position.Object("price")?.Money("after")));

    private static void WriteCash(TransactionWriterV1 to, DocumentFace face)
    {
        var body = face.Body;
        var sum = body.Money("sum");
        ReceiptTransactionsV1.WriteOpen(to, face);
        to.Write("REGISTER_BILLS", json =>
        {
            TransactionWriterV1.WriteMoney(json, "sum", sum);
            TransactionWriterV1.WriteQuantity(json, "quantity", One);
            TransactionWriterV1.WriteMoney(json, "denomination", sum);
        });
        ReceiptTransactionsV1.WriteCloseFiscal(to, body, sum);
        to.Write(face.Type, json =>
        {
            TransactionWriterV1.WriteMoney(json, "sum", sum);
            if (face.Type == "CASH_OUTCOME")
            {
                TransactionWriterV1.WriteWhole(json, "paymentCategoryId", body.Whole("payment_category_id"));
            }
        });
    }

    /// <summary>Documents about goods without a payment; of a kind nobody here knows, at least the frame.</summary>
    private static void WriteGoods(TransactionWriterV1 to, DocumentFace face)
    {
        ReceiptTransactionsV1.WriteOpen(to, face);
        var quantity = 0L;
        foreach (var position in face.Body.List("positions"))
        {
            quantity = Sums.Plus(quantity, face.Type == "REVALUATION" ? One : position.Quantity("quantity"));
            switch (face.Type)
            {
                case "INVENTORY":
                    WriteCounted(to, position);
                    break;
                case "REVALUATION":
                    WriteRevaluation(to, position);
                    break;
                default:
                    ReceiptTransactionsV1.WritePosition(to, position, 1, face.Type == "OPEN_TARE" ? "-1" : "0");
                    break;
            }
        }

        var sum = face.Type switch
        {
            "INVENTORY" or "OPEN_TARE" => 0,
            "REVALUATION" => NewPrices(face.Body),
            _ => face.Body.Money("sum") ?? 0,
        };
        ReceiptTransactionsV1.WriteClose(to, face, sum, quantity);
    }

    private static void WriteCounted(TransactionWriterV1 to, DocumentView position) => to.Write("INVENTORY", json =>
    {
        json.WriteString("barcode", position.Text("bar_code"));
        TransactionWriterV1.WriteQuantity(json, "quantity", position.Quantity("quantity"));
        json.WriteString("commodityCode", position.Text("code"));
        json.WriteString("commodityUuid", position.Text("product_id"));
        json.WriteString("balanceQuantity", position.Quantity("initial_quantity") is { } before ? Decimals.ToShortText(before, 3) : null);
    });

    private static void WriteRevaluation(TransactionWriterV1 to, DocumentView position)
    {
        var price = position.Object("price");
        to.Write("REVALUATION", json =>
        {
            TransactionWriterV1.WriteMoney(json, "newPrice", price?.Money("after"));
            TransactionWriterV1.WriteMoney(json, "oldPrice", price?.Money("before"));
            TransactionWriterV1.WriteMoney(json, "acceptPrice", price?.Money("accept"));
            json.WriteString("commodityCode", position.Text("code"));
            json.WriteString("commodityUuid", position.Text("product_id"));
        });
    }
}
