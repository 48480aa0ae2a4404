using System.Text.Json;
using Prilavok.Core.Stores;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class StoreWriter
{
    /// <summary>As <c>stores/search</c> answers. The code is of no use to the cloud and always null.</summary>
    public static void WriteV1(Utf8JsonWriter json, Store store)
    {
        json.WriteStartObject();
        json.WriteString("uuid", store.Id);
        json.WriteString("address", store.Address);
        json.WriteString("name", store.Name);
        json.WriteNull("code");
        json.WriteEndObject();
    }

    public static void WriteWebhookV1(Utf8JsonWriter json, Store store)
    {
        json.WriteStartObject();
        json.WriteString("uuid", store.Id);
        json.WriteString("name", store.Name);
        json.WriteString("address", store.Address);
        json.WriteEndObject();
    }

    public static void WriteV2(Utf8JsonWriter json, Store store, string ownerId)
    {
        json.WriteStartObject();
        json.WriteString("id", store.Id);
        json.WriteString("name", store.Name);
        if (store.Address is { } address)
        {
            json.WriteString("address", address);
        }

        json.WriteString("user_id", ownerId);
        json.WriteString("created_at", Instants.Format(store.CreatedAt));
        json.WriteString("updated_at", Instants.Format(store.UpdatedAt));
        json.WriteEndObject();
    }
}
