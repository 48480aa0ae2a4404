using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Log;

/// <summary>Facts to bytes and back. Documents are their own bytes; the code that pairs a terminal is nobody's to tell.</summary>
internal static class FactCodec
{
    public static byte[] Write(Fact fact) => fact switch
    {
        Fact.OfDocument document => Whole(document.Content),
        Fact.OfStore store => Json(store.Store, StorageJson.Default.Store),
        Fact.OfDevice device => Json(device.Device with { PairingCodeHash = null, PairingCodeUntil = null }, StorageJson.Default.Terminal),
        Fact.OfEmployee employee => Json(new EmployeeThen(employee.Employee, employee.Role), StorageJson.Default.EmployeeThen),
        Fact.OfRole role => Json(role.Role, StorageJson.Default.Role),
        Fact.OfProduct product => Json(product.Product, StorageJson.Default.Product),
        Fact.OfSupplier supplier => Json(supplier.Supplier, StorageJson.Default.Supplier),
        Fact.OfImage image => Json(image.Image, StorageJson.Default.ProductImage),
        Fact.OfApp app => Encoding.UTF8.GetBytes(app.AppId),
        Fact.OfSubscription subscription => Json(subscription.News, StorageJson.Default.SubscriptionNews),
        Fact.OfPush push => Json(push.Push, StorageJson.Default.Push),
        Fact.OfClock clock => BitConverter.GetBytes(clock.Now.Ms()),
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
            return new Fact.Unreadable();
        }
    }

    private static Fact Made(EventKind kind, byte[] data) => kind switch
    {
        EventKind.Document => new Fact.OfDocument(data),
        EventKind.Store => new Fact.OfStore(Json(data, StorageJson.Default.Store)),
        EventKind.Device => new Fact.OfDevice(Json(data, StorageJson.Default.Terminal)),
        EventKind.Employee => Json(data, StorageJson.Default.EmployeeThen).Fact,
        EventKind.Role => new Fact.OfRole(Json(data, StorageJson.Default.Role)),
        EventKind.Product => new Fact.OfProduct(Json(data, StorageJson.Default.Product)),
        EventKind.ProductImage => new Fact.OfImage(Json(data, StorageJson.Default.ProductImage)),
        EventKind.Installation or EventKind.Token => new Fact.OfApp(Encoding.UTF8.GetString(data)),
        EventKind.Subscription => new Fact.OfSubscription(Json(data, StorageJson.Default.SubscriptionNews)),
        EventKind.Supplier => new Fact.OfSupplier(Json(data, StorageJson.Default.Supplier)),
        EventKind.Push => new Fact.OfPush(Json(data, StorageJson.Default.Push)),
        EventKind.Clock => new Fact.OfClock(Instant.At(BitConverter.ToInt64(data))),
    };

    /// <summary>Without a copy where the bytes are an array of their own, which is the rule.</summary>
    private static byte[] Whole(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var part) && part.Array is { } array && part.Count == array.Length ? array : content.ToArray();

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static T Json<T>(byte[] data, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data, type) ?? throw new InvalidOperationException($"A kept {typeof(T).Name} is null.");
}
