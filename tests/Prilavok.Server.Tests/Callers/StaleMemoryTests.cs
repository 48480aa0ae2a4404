using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Server.Callers;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Callers;

/// <summary>What changes between the reading and the remembering must not be remembered as it was.</summary>
public sealed class StaleMemoryTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();

    private Shop _shop = null!;

    private Node Node => _store.Node;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        _shop = await Shop.OpenAsync(Node, Channel.Stores);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_clock_of_an_owner_that_is_turned_while_it_is_read()
    {
        OwnerClock clock = null!;
        var storage = new MeanwhileStorage(Node.Storage, async () =>
        {
            await Node.WriteAsync(_shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromDays(1)));
            clock.Forget(_shop.OwnerId);
        });
        clock = new OwnerClock(storage, Node.Get<IOwners>(), _store.Clock);

        Assert.Equal(_store.Clock.GetUtcNow(), await clock.NowAsync(_shop.OwnerId, CancellationToken.None));
        Assert.Equal(_store.Clock.GetUtcNow().AddDays(1), await clock.NowAsync(_shop.OwnerId, CancellationToken.None));
    }

    [Fact]
    public async Task An_app_that_is_removed_while_it_is_read()
    {
        AppCache cache = null!;
        var storage = new MeanwhileStorage(Node.Storage, async () =>
        {
            await Node.WriteAsync(_shop.OwnerId, work => Node.Get<IInstallations>().RemoveAsync(work, _shop.App.Id));
            cache.Forget(_shop.OwnerId);
        });
        cache = new AppCache(storage, Node.Get<IApps>(), Node.Get<IInstallations>(), Node.Get<Core.Owners.IChaos>(), _store.Clock);

        Assert.NotNull((await cache.FindAsync(_shop.OwnerId, _shop.App.Id, CancellationToken.None)).Installation);
        Assert.Null((await cache.FindAsync(_shop.OwnerId, _shop.App.Id, CancellationToken.None)).Installation);
    }
}
