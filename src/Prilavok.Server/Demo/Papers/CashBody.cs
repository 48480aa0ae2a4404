using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>Money put into the drawer.</summary>
/// <param name="Sum">Kopecks.</param>
internal sealed record CashIncomeBody(Slip Slip, long Sum) : DocumentBody("CASH_INCOME")
{
    public override void Write(Utf8JsonWriter json)
    {
        Slip.Write(json);
        Decimals.Write(json, "sum", Sum, 2);
        json.WriteString("description", "Размен");
        json.WriteString("contributor", "Администратор");
    }
}

/// <summary>Money taken out of the drawer and to the bank.</summary>
/// <param name="Sum">Kopecks.</param>
internal sealed record CollectionBody(Slip Slip, long Sum) : DocumentBody("CASH_OUTCOME")
{
    public override void Write(Utf8JsonWriter json)
    {
        Slip.Write(json);
        Decimals.Write(json, "sum", Sum, 2);
        json.WriteString("description", "Выручка за день");
        json.WriteString("receiver", "Инкассатор");
        json.WriteNumber("payment_category_id", 1);
        json.WriteString("payment_category_name", "Инкассация");
    }
}
