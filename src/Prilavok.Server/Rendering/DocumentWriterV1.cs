using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>A document of v1: an envelope and the transactions it was made of, in their order. Absent members are null.</summary>
internal static class DocumentWriterV1
{
    /// <param name="zeroChange">As <see cref="DocumentOptions.ZeroChange"/>.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> content, string appId, bool zeroChange)
    {
        using var face = new DocumentFace(content, appId);
        var root = face.Root;
        var closed = root.Text("close_date");
        var (sum, resultSum) = SumsOf(face.Type, face.Body);
        json.WriteStartObject();
        json.WriteString("type", DocumentTypeNames.ToV1(face.Type));
        json.WriteString("uuid", root.Text("id"));
        face.WriteExtras(json, "extras");
        WriteNumber(json, "number", root.Whole("number"));
        json.WriteString("closeSum", sum);
        json.WriteString("openDate", closed);
        json.WriteString("closeDate", closed);
        json.WriteString("deviceUuid", root.Text("device_id"));
        json.WriteString("storeUuid", root.Text("store_id"));
        json.WriteString("sessionUUID", root.Text("session_id"));
        json.WriteNull("openUserCode");
        json.WriteString("openUserUuid", root.Text("close_user_id"));
        json.WriteStartArray("transactions");
        TransactionsV1.Write(new TransactionWriterV1(json, face), face, zeroChange);
        json.WriteEndArray();
        json.WriteNull("closeUserCode");
        json.WriteString("closeUserUuid", root.Text("close_user_id"));
        json.WriteString("sessionNumber", root.Text("session_number"));
        json.WriteString("closeResultSum", resultSum);
        json.WriteString("version", root.Text("version"));
        json.WriteEndObject();
    }

    /// <summary>Before and after discounts, as texts and positive whatever the direction.</summary>
    private static (string? Sum, string? ResultSum) SumsOf(string type, DocumentView body)
    {
        switch (type)
        {
            case "SELL" or "PAYBACK" or "BUY" or "BUYBACK":
                return (Text(body.Money("sum")), Text(body.Money("result_sum")));
            case "CLOSE_SESSION":
                return (Text(body.Money("revenue")), Text(body.Money("total")));
            case "INVENTORY":
                return ("0", "0");
            case "REVALUATION":
                var prices = Text(TransactionsV1.NewPrices(body));
                return (prices, prices);
            case "X_REPORT" or "Z_REPORT" or "FPRINT" or "POS_OPEN_SESSION":
                return ("0", Text(body.Money("total") ?? 0));
            case "ACCEPT" or "RETURN" or "WRITE_OFF" or "CASH_INCOME" or "CASH_OUTCOME":
                var sum = Text(body.Money("sum"));
                return (sum, sum);
            default:
                return (null, null);
        }
    }

    private static string? Text(long? sum) => sum is { } known ? Decimals.ToShortText(Math.Abs(known), 2) : null;

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
