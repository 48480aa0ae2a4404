using Prilavok.Core;
using Prilavok.Core.Owners;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Owners;

public abstract class OwnerTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IOwners Owners => Node.Get<IOwners>();

    [Fact]
    public async Task An_owner_is_read_back_as_kept()
    {
        var owner = new Owner(
            "01-000000000000042", "shop@example.test", true, TimeSpan.FromDays(3), Now, Now + TimeSpan.FromHours(1));
        await AddAsync(owner);

        Assert.Equal(owner, await Node.ReadAsync(s => Owners.FindAsync(s, owner.Id)));
        Assert.Equal(owner, await Node.ReadAsync(s => Owners.FindByLoginAsync(s, "SHOP@example.test")));
        Assert.Null(await Node.ReadAsync(s => Owners.FindAsync(s, "01-000000000000043")));
    }

    [Fact]
    public async Task Owner_ids_never_repeat_whoever_asks()
    {
        var second = Store.AddNode();
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => (i % 2 == 0 ? Node : second).WriteAsync(work => Owners.NextIdAsync(work))));

        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"01-{i:D15}"), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_owners_clock_runs_ahead_by_what_it_was_turned()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.WriteAsync(shop.OwnerId, work => Owners.TurnClockAsync(work, TimeSpan.FromDays(365)));
        await Node.WriteAsync(shop.OwnerId, work => Owners.TurnClockAsync(work, TimeSpan.FromMilliseconds(1)));
        Store.Clock.Advance(TimeSpan.FromSeconds(5));

        var now = await Node.WriteAsync(shop.OwnerId, work => Task.FromResult(work.Now));

        Assert.Equal(Now + TimeSpan.FromDays(365) + TimeSpan.FromMilliseconds(1), now);
    }

    [Fact]
    public async Task Work_on_an_owner_who_is_not_there_is_refused() =>
        await Assert.ThrowsAsync<OwnerUnknownException>(() => Node.WriteAsync("01-000000000000042", work => Task.FromResult(work.Head)));

    [Fact]
    public async Task Only_tenants_whose_time_is_over_are_expired()
    {
        await AddAsync(new Owner("a", "a", true, TimeSpan.Zero, Now, Now + TimeSpan.FromMinutes(1)));
        await AddAsync(new Owner("b", "b", true, TimeSpan.Zero, Now, Now + TimeSpan.FromMinutes(2)));
        await AddAsync(new Owner("c", "c", true, TimeSpan.Zero, Now, null));
        Store.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["a"], await Node.ReadAsync(s => Owners.ExpiredAsync(s, Now)));
    }

    private Task AddAsync(Owner owner) => Node.WriteAsync(async work =>
    {
        await Owners.AddAsync(work, owner);
        return true;
    });
}

public sealed class SqliteOwnerTests : OwnerTests<SqliteFixture>;

public sealed class PostgreSqlOwnerTests : OwnerTests<PostgreSqlFixture>;
