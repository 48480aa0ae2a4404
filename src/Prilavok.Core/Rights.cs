namespace Prilavok.Core;

/// <summary>The rights (scopes) an app may hold in an owner's account, by their names on the wire.</summary>
public static class Rights
{
    public const string StoreRead = "store:read";
    public const string DeviceRead = "device:read";
    public const string ImeiRead = "device.imei:read";
    public const string FirmwareRead = "device.firmware:read";
    public const string LocationRead = "device.location:read";
    public const string EmployeeRead = "employee:read";
    public const string EmployeeWrite = "employee:write";
    public const string DocumentRead = "document:read";
    public const string ProductRead = "product:read";
    public const string ProductWrite = "product:write";
    public const string QuantityRead = "product.quantity:read";
    public const string QuantityWrite = "product.quantity:write";
    public const string SupplierRead = "supplier:read";
    public const string SupplierWrite = "supplier:write";
    public const string ImageRead = "product.image:read";
    public const string ImageWrite = "product.image:write";
    public const string ProductGroupRead = "product-group:read";
    public const string ProductGroupWrite = "product-group:write";
    public const string PushWrite = "push-notification:write";
    public const string EventRead = "event:read";
    public const string AppRead = "app:read";

    public static IReadOnlyList<string> All { get; } =
    [
        StoreRead, DeviceRead, ImeiRead, FirmwareRead, LocationRead, EmployeeRead, EmployeeWrite,
        DocumentRead, ProductRead, ProductWrite, QuantityRead, QuantityWrite, ImageRead, ImageWrite,
        ProductGroupRead, ProductGroupWrite, SupplierRead, SupplierWrite, PushWrite, EventRead, AppRead,
    ];
}
