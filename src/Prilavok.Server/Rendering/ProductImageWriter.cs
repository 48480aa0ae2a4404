using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class ProductImageWriter
{
    /// <summary>Where the picture itself is: open to whoever was told its id.</summary>
    public const string Route = "/images/{ownerId}/{imageId}.png";

    /// <param name="address">Of this cloud, as the reader called it.</param>
    public static void Write(Utf8JsonWriter json, ProductImage image, string ownerId, string address)
    {
        json.WriteStartObject();
        json.WriteString("id", image.Id);
        json.WriteString("product_id", image.ProductId);
        json.WriteString("store_id", image.StoreId);
        json.WriteString("user_id", ownerId);
        json.WriteString("url", $"{address}/images/{Uri.EscapeDataString(ownerId)}/{image.Id}.png");
        json.WriteStartObject("meta");
        json.WriteString("extension", image.Extension);
        json.WriteNumber("file_size", image.FileSize);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteEndObject();
        json.WriteString("created_at", Instants.Format(image.CreatedAt));
        json.WriteString("updated_at", Instants.Format(image.CreatedAt));
        json.WriteEndObject();
    }
}
