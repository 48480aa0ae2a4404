using Prilavok.Core.Log;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Terminals;

public abstract class TerminalPlaceTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task The_place_of_a_terminal_is_kept_told_and_taken_back()
    {
        var shop = await Shop.OpenAsync(Node);
        var place = new GeoPoint(-180_000_000, 55_755_801);

        Assert.Null(await PlaceAsync(shop));
        await MoveAsync(shop, place);
        Assert.Equal(place, await PlaceAsync(shop));
        var told = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, EventKind.Device, 100));
        Assert.Equal(place, ((DeviceFact)told[^1].Fact).Device.Location);
        await MoveAsync(shop, null);
        Assert.Null(await PlaceAsync(shop));
    }

    private async Task MoveAsync(Shop shop, GeoPoint? place) => Assert.IsType<TerminalOutcome.Saved>(
        await Node.Get<EditTerminals>().ChangeAsync(shop.OwnerId, Source.System, shop.Terminal.Id, t => t with { Location = place }, Ct));

    private async Task<GeoPoint?> PlaceAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Get<ITerminals>().FindAsync(s, shop.OwnerId, shop.Terminal.Id)))!.Location;
}

public sealed class SqliteTerminalPlaceTests : TerminalPlaceTests<SqliteFixture>;

public sealed class PostgreSqlTerminalPlaceTests : TerminalPlaceTests<PostgreSqlFixture>;
