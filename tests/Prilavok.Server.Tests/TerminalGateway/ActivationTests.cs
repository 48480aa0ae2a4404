using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

public abstract class ActivationTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_pairing_code_works_once()
    {
        var tenant = await TenantAsync();
        var storeId = await tenant.AddStoreAsync();
        var device = (await tenant.Owner.PostAsync(tenant.Manage("/devices"), new { name = "Till", storeId })).Expect(201).Json;
        var code = (string)device["code"]!;

        var paired = (await Anybody.PostAsync("/terminal/v1/activate", new { code })).Expect(200).Json;

        Assert.Equal((string)device["id"]!, (string)paired["deviceId"]!);
        Assert.Equal(storeId, (string)paired["storeId"]!);
        (await new Caller(Server.Http, (string)paired["token"]!).GetAsync("/terminal/v1/changes?after=0")).Expect(200);
        (await Anybody.PostAsync("/terminal/v1/activate", new { code })).Expect(401);
    }

    [Fact]
    public async Task Only_one_of_many_who_type_the_same_code_at_once_is_paired()
    {
        var tenant = await TenantAsync();
        var device = (await tenant.Owner.PostAsync(tenant.Manage("/devices"), new { name = "Till", storeId = await tenant.AddStoreAsync() })).Expect(201).Json;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Anybody.PostAsync("/terminal/v1/activate", new { code = (string)device["code"]! })));

        Assert.Equal([200, 401, 401, 401, 401, 401, 401, 401], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_new_code_ends_the_former_one()
    {
        var tenant = await TenantAsync();
        var device = (await tenant.Owner.PostAsync(tenant.Manage("/devices"), new { name = "Till", storeId = await tenant.AddStoreAsync() })).Expect(201).Json;
        var next = (await tenant.Owner.PostAsync(tenant.Manage($"/devices/{device["id"]}/code"), null)).Json;

        (await Anybody.PostAsync("/terminal/v1/activate", new { code = (string)device["code"]! })).Expect(401);
        await Till.ActivateAsync(Server.Http, (string)next["code"]!);
    }

    [Fact]
    public async Task A_terminal_paired_anew_leaves_its_former_token_dead()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var code = (string)(await tenant.Owner.PostAsync(tenant.Manage($"/devices/{till.DeviceId}/code"), null)).Json["code"]!;
        var again = await Till.ActivateAsync(Server.Http, code);

        (await till.Caller.GetAsync("/terminal/v1/changes?after=0")).Expect(401);
        (await again.Caller.GetAsync("/terminal/v1/changes?after=0")).Expect(200);
    }
}

public sealed class SqliteActivationTests : ActivationTests<SqliteFixture>;

public sealed class PostgreSqlActivationTests : ActivationTests<PostgreSqlFixture>;
