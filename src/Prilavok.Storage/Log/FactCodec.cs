using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Pushes;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage.Log;

/// <summary>Facts to bytes and back. Documents are their own bytes; the code that pairs a terminal is nobody's to tell.</summary>
internal static class FactCodec
{
    public static byte[] Write(Fact fact) => fact switch
    {
        DocumentFact document => Whole(document.Content),
        StoreFact store => Json(store.Store, StorageJson.Default.Store),
        DeviceFact device => Json(device.Device with { PairingCodeHash = null, PairingCodeUntil = null }, StorageJson.Default.Terminal),
        EmployeeFact employee => Json(new EmployeeThen(employee.Employee, employee.Role), StorageJson.Default.EmployeeThen),
        RoleFact role => Json(role.Role, StorageJson.Default.Role),
        ProductFact product => Json(product.Product, StorageJson.Default.Product),
        SupplierFact supplier => Json(supplier.Supplier, StorageJson.Default.Supplier),
        ImageFact image => Json(image.Image, StorageJson.Default.ProductImage),
        AppFact app => Encoding.UTF8.GetBytes(app.AppId),
        SubscriptionFact subscription => Json(subscription.News, StorageJson.Default.SubscriptionNews),
        PushFact push => Json(push.Push, StorageJson.Default.Push),
        ClockFact clock => BitConverter.GetBytes(clock.Now.Ms()),
        _ => throw new InvalidOperationException($"No form for {fact.GetType().Name}."),
    };

    /// <summary>One row that cannot be read does not keep the others from anybody.</summary>
    public static Fact Read(EventKind kind, byte[] data)
    {
        try
        {
            return Made(kind, data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return new UnreadableFact();
        }
    }

    private static Fact Made(EventKind kind, byte[] data) => kind switch
    {
        EventKind.Document => new DocumentFact(data),
        EventKind.Store => new StoreFact(Json(data, StorageJson.Default.Store)),
        EventKind.Device => new DeviceFact(Json(data, StorageJson.Default.Terminal)),
        EventKind.Employee => Json(data, StorageJson.Default.EmployeeThen).Fact,
        EventKind.Role => new RoleFact(Json(data, StorageJson.Default.Role)),
        EventKind.Product => new ProductFact(Json(data, StorageJson.Default.Product)),
        EventKind.ProductImage => new ImageFact(Json(data, StorageJson.Default.ProductImage)),
        EventKind.Installation or EventKind.Token => new AppFact(Encoding.UTF8.GetString(data)),
        EventKind.Subscription => new SubscriptionFact(Json(data, StorageJson.Default.SubscriptionNews)),
        EventKind.Supplier => new SupplierFact(Json(data, StorageJson.Default.Supplier)),
        EventKind.Push => new PushFact(Json(data, StorageJson.Default.Push)),
        EventKind.Clock => new ClockFact(Instant.At(BitConverter.ToInt64(data))),
    };

    /// <summary>Without a copy where the bytes are an array of their own, which is the rule.</summary>
    private static byte[] Whole(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var part) && part.Array is { } array && part.Count == array.Length ? array : content.ToArray();

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static T Json<T>(byte[] data, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data, type) ?? throw new InvalidOperationException($"A kept {typeof(T).Name} is null.");
}
