namespace Prilavok.Core.Apps;

/// <summary>The rights (scopes) an app may hold in an owner's account, by their names on the wire.</summary>
public static class Rights
{
    public const string StoreRead = "store:read";
    public const string DeviceRead = "device:read";
    public const string EmployeeRead = "employee:read";
    public const string DocumentRead = "document:read";
    public const string ProductRead = "product:read";
    public const string ProductWrite = "product:write";
    public const string QuantityRead = "product.quantity:read";
    public const string QuantityWrite = "product.quantity:write";

    public static IReadOnlyList<string> All { get; } =
    [
        StoreRead, DeviceRead, "device.imei:read", "device.firmware:read", "device.location:read", EmployeeRead, "employee:write",
        DocumentRead, ProductRead, ProductWrite, QuantityRead, QuantityWrite, "product.image:read", "product.image:write",
        "product-group:read", "product-group:write", "supplier:read", "supplier:write", "push-notification:write", "event:read", "app:read",
    ];
}
