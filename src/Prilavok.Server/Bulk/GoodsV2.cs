using Prilavok.Core;

namespace Prilavok.Server.Bulk;

/// <summary>Products or product groups: the same operations under two roots.</summary>
/// <param name="Name">As bulk tasks call it.</param>
/// <param name="IdName">Under which an error in a bulk task tells the id.</param>
internal sealed record GoodsV2(bool IsGroup, string Name, string IdName, string Root, string ReadRight, string WriteRight)
{
    public static GoodsV2 Products { get; } =
        new(false, "product", "product_id", "/stores/{storeId}/products", Rights.ProductRead, Rights.ProductWrite);

    public static GoodsV2 Groups { get; } =
        new(true, "product-group", "product_group_id", "/stores/{storeId}/product-groups", Rights.ProductGroupRead, Rights.ProductGroupWrite);

    public static IReadOnlyList<GoodsV2> All { get; } = [Products, Groups];

    public static GoodsV2 Of(bool isGroup) => isGroup ? Groups : Products;

    /// <summary>Name of a route.</summary>
    public string RouteName(string operation) => $"v2.{(IsGroup ? "productGroups" : "products")}.{operation}";
}
