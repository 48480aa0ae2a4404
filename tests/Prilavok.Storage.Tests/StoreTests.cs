using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests;

/// <summary>Every test gets a fresh database. A suite derives from this and says what must hold; a sealed line per engine runs it.</summary>
public abstract class StoreTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    protected TStore Store { get; } = new();

    protected Node Node => Store.Node;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected DateTimeOffset Now => Store.Clock.GetUtcNow();

    public ValueTask InitializeAsync() => Store.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
