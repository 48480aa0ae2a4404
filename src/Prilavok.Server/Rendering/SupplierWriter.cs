using System.Text.Json;
using Prilavok.Core.Suppliers;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class SupplierWriter
{
    public static void WriteV2(Utf8JsonWriter json, Supplier supplier, string ownerId)
    {
        json.WriteStartObject();
        json.WriteString("id", supplier.Id);
        json.WriteString("name", supplier.Name);
        json.WriteString("user_id", ownerId);
        json.WriteString("created_at", Instants.Format(supplier.CreatedAt));
        json.WriteString("updated_at", Instants.Format(supplier.UpdatedAt));
        json.WriteEndObject();
    }
}
