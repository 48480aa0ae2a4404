using System.Buffers;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Terminals;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Delivery;

/// <summary>The body of a notification, in the shape its app has chosen.</summary>
internal static class BodyWriter
{
    /// <summary>Bytes. A longer one makes the buffer grow.</summary>
    private const int UsualReceipt = 2048;

    /// <inheritdoc cref="UsualReceipt"/>
    private const int UsualBody = 4096;

    /// <param name="offsetTimes">How <see cref="DeliveryOptions.OffsetTimes"/> wants the times of subscriptions.</param>
    /// <param name="zeroChange">As <see cref="DocumentOptions.ZeroChange"/>.</param>
    /// <returns>Null when there is nothing to tell (any more).</returns>
    public static ReadOnlyMemory<byte>? Write(
        Channel channel, App app, Installation? installation, IReadOnlyList<Event> events, bool offsetTimes, bool zeroChange)
    {
        var buffer = new ArrayBufferWriter<byte>(channel == Channel.Receipts ? UsualReceipt : UsualBody);
        if (channel == Channel.Documents && app.Settings.DocumentsFormat == WireFormat.V2)
        {
            DocumentWriterV2.WriteWithNulls(buffer, ((DocumentFact)events[0].Fact).Content, app.Id);
            return buffer.WrittenMemory;
        }

        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        switch (channel)
        {
            case Channel.Stores or Channel.Devices or Channel.Employees or Channel.Roles:
                WriteEntities(
                    json, app.Settings.EntitiesFormat ?? app.Settings.DocumentsFormat, events, DeviceVisibility.Of(installation?.Rights ?? []));
                break;
            case Channel.Products:
                WriteArray(json, events, e => ProductWriterV1.Write(json, ((ProductFact)e.Fact).Product));
                break;
            case Channel.Documents:
                WriteArray(json, events, e => DocumentWriterV1.Write(json, ((DocumentFact)e.Fact).Content, app.Id, zeroChange));
                break;
            case Channel.Receipts:
                ReceiptWriterV2.Write(
                    json, ((DocumentFact)events[0].Fact).Content, EventIds.Of(events[0].OwnerId, events[0].Seq), events[0].At, app.Id);
                break;
            case Channel.Subscription:
                SubscriptionWriter.WriteEvent(json, events[0], ((SubscriptionFact)events[0].Fact).News, offsetTimes);
                break;
            case Channel.Installation:
                WriteInstallation(json, app.Id, events[0]);
                break;
            case Channel.Token when installation is not null:
                WriteToken(json, installation);
                break;
            default:
                return null;
        }

        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<Event> events, Action<Event> write)
    {
        json.WriteStartArray();
        foreach (var e in events)
        {
            write(e);
        }

        json.WriteEndArray();
    }

    private static void WriteEntities(Utf8JsonWriter json, WireFormat format, IReadOnlyList<Event> events, DeviceVisibility visible)
    {
        if (format == WireFormat.V1)
        {
            WriteArray(json, events, e => WriteEntityV1(json, e, visible));
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("items");
        WriteArray(json, events, e => WriteEntityV2(json, e, visible));
        json.WriteEndObject();
    }

    private static void WriteEntityV1(Utf8JsonWriter json, Event e, DeviceVisibility visible)
    {
        switch (e.Fact)
        {
            case StoreFact store:
                StoreWriter.WriteWebhookV1(json, store.Store);
                break;
            case DeviceFact device:
                DeviceWriter.WriteWebhookV1(json, device.Device);
                break;
            case EmployeeFact employee:
                EmployeeWriter.WriteWebhookV1(json, employee.Employee, employee.Role);
                break;
            default:
                WriteEntityV2(json, e, visible); // Roles came with the second version of the wire and have one shape.
                break;
        }
    }

    private static void WriteEntityV2(Utf8JsonWriter json, Event e, DeviceVisibility visible)
    {
        switch (e.Fact)
        {
            case StoreFact store:
                StoreWriter.WriteV2(json, store.Store, e.OwnerId);
                break;
            case DeviceFact device:
                DeviceWriter.WriteV2(json, device.Device, e.OwnerId, visible);
                break;
            case EmployeeFact employee:
                EmployeeWriter.WriteV2(json, employee.Employee, employee.Role, e.OwnerId);
                break;
            case RoleFact role:
                EmployeeWriter.WriteRoleV2(json, role.Role);
                break;
            default:
                throw new InvalidOperationException($"{e.Kind} is not an entity of the owner's account.");
        }
    }

    private static void WriteInstallation(Utf8JsonWriter json, string appId, Event e)
    {
        json.WriteStartObject();
        json.WriteString("id", EventIds.Of(e.OwnerId, e.Seq));
        json.WriteNumber("timestamp", e.At.ToUnixTimeMilliseconds());
        json.WriteNumber("version", 2);
        json.WriteString("type", e.Action == EventAction.Created ? "ApplicationInstalled" : "ApplicationUninstalled");
        json.WriteStartObject("data");
        json.WriteString("productId", appId);
        json.WriteString("userId", e.OwnerId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The owner's id under both names it has had.</summary>
    private static void WriteToken(Utf8JsonWriter json, Installation installation)
    {
        json.WriteStartObject();
        json.WriteString("userId", installation.OwnerId);
        json.WriteString("userUuid", installation.OwnerId);
        json.WriteString("token", installation.Token.Open());
        json.WriteEndObject();
    }
}
