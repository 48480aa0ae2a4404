using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Bulk;

/// <summary>Who asks and how: what decides about the answer besides the goods themselves. Bulk tasks remember it.</summary>
/// <param name="Address">Of this cloud, as the app called it.</param>
internal sealed record AskerV2(string OwnerId, string AppId, IReadOnlyCollection<string> Rights, string Address, bool InRussian)
{
    public Source Source => Source.App(AppId);

    public bool SetsQuantity => Rights.Contains(Core.Rights.QuantityWrite);

    public ProductVisibility Visible => new(Rights.Contains(Core.Rights.QuantityRead), Rights.Contains(Core.Rights.ImageRead));

    public static AskerV2 Of(HttpContext http, Grant.OfApp app) =>
        new(app.OwnerId, app.AppId, app.Rights, http.Request.Address(), Reasons.AreRussian(http.Request));

    public static AskerV2 Of(string ownerId, BulkOrder order) => new(ownerId, order.AppId, order.Rights, order.Address, order.InRussian);

    public BulkOrder Order(string storeId, GoodsV2 goods, BulkVerb verb) =>
        new(AppId, storeId, goods.IsGroup, verb, [.. Rights], Address, InRussian);
}
