using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Server.Documents;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Publisher;

/// <summary>What an event is about, as v2 shows it to the same app; of documents all but the body, of stock that moved what there is now.</summary>
internal static class EventPayload
{
    /// <param name="token">Of an event about a token; null when it works no more.</param>
    public static void Write(Utf8JsonWriter json, AppEvent told, string appId, string? token)
    {
        var ownerId = told.Event.OwnerId;
        if (told.Stock is { } stock)
        {
            WriteStock(json, stock, ownerId);
            return;
        }

        switch (told.Event.Fact)
        {
            case StoreFact store:
                StoreWriter.WriteV2(json, store.Store, ownerId);
                break;
            case DeviceFact device:
                DeviceWriter.WriteV2(json, device.Device, ownerId, DeviceVisibility.Of(told.Rights));
                break;
            case EmployeeFact employee:
                EmployeeWriter.WriteV2(json, employee.Employee, employee.Role, ownerId);
                break;
            case ProductFact product:
                ProductWriterV2.Write(
                    json, product.Product, ownerId, new ProductVisibility(told.Rights.Contains(Rights.QuantityRead), Images: false));
                break;
            case DocumentFact document:
                WriteDocument(json, document.Content, appId);
                break;
            case AppFact:
                WriteToken(json, ownerId, token);
                break;
            default:
                throw new InvalidOperationException($"{told.Event.Kind} is not told to apps.");
        }
    }

    private static void WriteStock(Utf8JsonWriter json, StockLevel stock, string ownerId)
    {
        json.WriteStartObject();
        json.WriteString("id", stock.ProductId);
        json.WriteString("store_id", stock.StoreId);
        json.WriteString("user_id", ownerId);
        Decimals.Write(json, "quantity", stock.Quantity, 3);
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, ReadOnlyMemory<byte> content, string appId)
    {
        var whole = new ArrayBufferWriter<byte>(content.Length);
        DocumentWriterV2.Write(whole, content, appId);
        using var document = KeptJson.Parse(whole.WrittenMemory);
        json.WriteStartObject();
        foreach (var member in document.RootElement.EnumerateObject().Where(member => !member.NameEquals("body")))
        {
            json.WritePropertyName(member.Name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter json, string ownerId, string? token)
    {
        json.WriteStartObject();
        json.WriteString("user_id", ownerId);
        if (token is not null)
        {
            json.WriteString("token", token);
        }

        json.WriteEndObject();
    }
}
