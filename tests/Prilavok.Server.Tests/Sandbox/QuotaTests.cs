using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

/// <summary>Worlds made for tests have bounds, and say so.</summary>
public abstract class QuotaTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task There_are_so_many_tenants_at_a_time()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("SandboxQuota:Tenants", "2"));
        var (first, _) = (await Tenant.CreateAsync(server.Http, new { name = "A" }), await Tenant.CreateAsync(server.Http, new { name = "B" }));
        Answer? refused = null;
        await Patience.UntilAsync("they are counted, which is done now and then", async () =>
            (refused = await first.Sandbox.PostAsync("/sandbox/tenants", """{"seed":"empty"}""")).Status != 201);
        Assert.Contains("ttl", (string)refused!.Expect(409).Json["title"]!, StringComparison.Ordinal);
        await Patience.UntilAsync("there is room for another", async () =>
        {
            await using var tenants = await server.Store.OpenAsync();
            var ownerId = await Dapper.SqlMapper.ExecuteScalarAsync<string>(tenants, "SELECT MIN(owner_id) FROM owners");
            (await first.Sandbox.DeleteAsync($"/sandbox/tenants/{ownerId}")).Expect(204);
            return (await first.Sandbox.PostAsync("/sandbox/tenants", """{"seed":"demo"}""")).Status == 201;
        });
    }

    [Fact]
    public async Task They_hold_so_much_together()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("SandboxQuota:Events", "20"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "A" });
        await tenant.OpenShopAsync();
        Answer? answer = null;
        await Patience.UntilAsync("they are full", async () =>
        {
            server.Store.Clock.Advance(TimeSpan.FromSeconds(2));
            answer = await tenant.Sandbox.PostAsync($"/sandbox/tenants/{tenant.OwnerId}/trigger", """{"kind":"open_session"}""");
            return answer.Status != 201;
        });
        Assert.Contains("events", (string)answer!.Expect(409).Json["title"]!, StringComparison.Ordinal);
        (await tenant.Sandbox.PostAsync("/sandbox/tenants", """{"seed":"empty"}""")).Expect(409);
    }
}

public sealed class SqliteQuotaTests : QuotaTests<SqliteFixture>;

public sealed class PostgreSqlQuotaTests : QuotaTests<PostgreSqlFixture>;
