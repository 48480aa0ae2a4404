using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <summary>Tests of the running server. A suite derives from this and says what must hold; a sealed line per engine runs it.</summary>
public abstract class ServerTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    protected ServerFixture Server { get; private set; } = null!;

    /// <summary>A service of this test alone.</summary>
    protected PartnerService Partner { get; private set; } = null!;

    /// <summary>True runs the suite where time stands still, so that every time in an answer is known.</summary>
    protected virtual bool IsStill => false;

    protected Caller Anybody => new(Server.Http);

    public virtual async ValueTask InitializeAsync()
    {
        var servers = await TestContext.Current.GetFixture<Servers>();
        Server = await servers!.OfAsync<TStore>(IsStill);
        Partner = await PartnerService.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Partner is not null)
        {
            await Partner.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>An owner whose app has every webhook at <see cref="Partner"/>, at the documented paths.</summary>
    protected Task<Tenant> TenantAsync(bool install = true) => Tenant.CreateAsync(Server.Http, Tenant.AppOf(Partner), install);
}
