using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Pushes;
using Prilavok.Core.Stores;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.TerminalGateway;

/// <summary>Writes changes for terminals: what the log tells and what documents did to the stock, in one order.</summary>
internal sealed class ChangesWriter(Undrawn undrawn)
{
    private static readonly ProductVisibility Everything = new(Quantity: true, Images: false);

    /// <summary>The terminal knows of what never happened here: going on from where it is, it would never hear of what did.</summary>
    public static void WriteReset(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        json.WriteEndArray();
        json.WriteNumber("next", 0);
        json.WriteBoolean("reset", true);
        json.WriteEndObject();
    }

    public void Write(Utf8JsonWriter json, IReadOnlyList<Event> events, IReadOnlyList<MovedStock> stock, long next)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        var told = 0;
        foreach (var e in events)
        {
            told = WriteStock(json, stock, told, e.Seq);
            if (Draw(e) is { } change)
            {
                json.WriteRawValue(change.Span, skipInputValidation: true);
            }
        }

        WriteStock(json, stock, told, long.MaxValue);
        json.WriteEndArray();
        json.WriteNumber("next", next);
        json.WriteEndObject();
    }

    /// <returns>Null of one that cannot be drawn: the terminal goes on without it, or it would never hear of anything again.</returns>
    private ReadOnlyMemory<byte>? Draw(Event e)
    {
        try
        {
            return Json.Render(json => WriteChange(json, e));
        }
        catch (Exception fault)
        {
            undrawn.Say(fault, e.OwnerId, e.SubjectId);
            return null;
        }
    }

    private static void WriteChange(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("kind", KindOf(e));
        json.WriteString("id", e.SubjectId);
        if (e.Action != EventAction.Removed)
        {
            json.WritePropertyName("data");
            WriteData(json, e);
        }

        json.WriteEndObject();
    }

    /// <summary>What moved before an event, in the order of the log.</summary>
    /// <returns>How many are told.</returns>
    private static int WriteStock(Utf8JsonWriter json, IReadOnlyList<MovedStock> stock, int told, long before)
    {
        for (; told < stock.Count && stock[told].Seq < before; told++)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", stock[told].Seq);
            json.WriteString("kind", "stock");
            json.WriteString("id", stock[told].ProductId);
            json.WriteStartObject("data");
            Decimals.Write(json, "quantity", stock[told].Quantity, 3);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return told;
    }

    /// <summary>A change without data is a removal.</summary>
    private static string KindOf(Event e) =>
        e.Fact is ProductFact { Product.IsGroup: true } ? "product-group" : e.Kind.ToString().ToLowerInvariant();

    private static void WriteData(Utf8JsonWriter json, Event e)
    {
        switch (e.Fact)
        {
            case ProductFact product:
                ProductWriterV2.Write(json, product.Product, e.OwnerId, Everything);
                break;
            case StoreFact store:
                StoreWriter.WriteV2(json, store.Store, e.OwnerId);
                break;
            case DeviceFact device:
                DeviceWriter.WriteV2(json, device.Device, e.OwnerId, DeviceVisibility.Everything);
                break;
            case EmployeeFact employee:
                EmployeeWriter.WriteV2(json, employee.Employee, employee.Role, e.OwnerId);
                break;
            case RoleFact role:
                EmployeeWriter.WriteRoleV2(json, role.Role);
                break;
            case SupplierFact supplier:
                SupplierWriter.WriteV2(json, supplier.Supplier, e.OwnerId);
                break;
            case PushFact push:
                WritePush(json, push.Push);
                break;
            default:
                throw new InvalidOperationException($"What is kept of {e.Kind} {e.SubjectId} cannot be read.");
        }
    }

    private static void WritePush(Utf8JsonWriter json, Push push)
    {
        json.WriteStartObject();
        json.WriteString("appId", push.AppId);
        json.WriteString("activeTill", push.ActiveTill.UtcDateTime);
        json.WritePropertyName("payload");
        json.WriteRawValue(push.Payload, skipInputValidation: true);
        json.WriteEndObject();
    }
}
