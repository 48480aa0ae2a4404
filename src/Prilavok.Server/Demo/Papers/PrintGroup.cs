using System.Text.Json;

namespace Prilavok.Server.Demo.Papers;

/// <summary>Who sells: what heads every receipt. The shop has one organisation and one system of taxation.</summary>
internal static class PrintGroup
{
    /// <summary>The field's constant for the group that is always there.</summary>
    public const string Id = "46dd89f0-3a54-470a-a166-ad01fa34b86a";

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("type", "CASH_RECEIPT");
        json.WriteString("org_name", "ООО \"Прилавок\"");
        json.WriteString("org_inn", "7105000018");
        json.WriteString("org_address", "г. Тула, ул. Садовая, д. 14");
        json.WriteString("taxation_system", "COMMON");
        json.WriteEndObject();
    }
}
