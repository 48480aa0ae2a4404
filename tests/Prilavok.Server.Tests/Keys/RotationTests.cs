using System.Security.Cryptography;
using Prilavok.Server.Cli;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>Keys change while shops sell through two nodes, which are started again one after the other.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private const string Name = "PRILAVOK__MASTERKEY";
    private const string Receipts = "/api/v2/receipts";

    private readonly PostgreSqlFixture _store = new();
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _partner.DisposeAsync();

    [Fact]
    public async Task Nodes_go_on_with_either_key_until_the_change_is_finished_and_nothing_is_lost()
    {
        var (former, next) = (NewKey(), NewKey());
        await using var first = new ServerProcess(_store, (Name, former));
        await using var second = first.AddNodeElsewhere((Name, former));
        await using var third = first.AddNodeElsewhere((Name, next));
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        var tenant = await Tenant.CreateAsync(first.Http, Tenant.AppOf(_partner));
        var till = await tenant.OpenShopAsync();
        using var stop = new CancellationTokenSource();
        var sold = new List<string>();
        var load = Task.Run(() => LoadAsync(tenant, till, [first, second], sold, stop.Token), CancellationToken.None);
        await UntilSoldAsync(sold, 5);

        // The first is told, the second finds out by itself.
        using var client = await OperatorClient.OpenAsync(first.Data, CancellationToken.None);
        var administrator = new Caller(client);
        var refused = (await administrator.PostAsync("/manage/v1/keys/rotate", new { })).Expect(409);
        Assert.Contains("Prilavok:MasterKey", refused.Text, StringComparison.Ordinal);
        await RefusesAsync(administrator, former);
        var keys = (await administrator.PostAsync("/manage/v1/keys/rotate", new { masterKey = next })).Expect(200).Json;
        Assert.Single(keys["formerMasterIds"]!.AsArray());
        Assert.Equal((2, true), (keys["keys"]!.AsArray().Count, (bool)keys["canaryOpens"]!));
        await UntilSoldAsync(sold, 10);
        (await administrator.PostAsync("/manage/v1/keys/finish", null)).Expect(409);
        await stop.CancelAsync();
        await load;

        // One after the other, with either key.
        await second.KillAsync();
        await second.StartAsync();
        await third.StartAsync();
        await first.KillAsync();
        using (var more = new CancellationTokenSource())
        {
            var again = Task.Run(() => LoadAsync(tenant, till, [second, third], sold, more.Token), CancellationToken.None);
            await UntilSoldAsync(sold, 20);
            using var last = await OperatorClient.OpenAsync(third.Data, CancellationToken.None);
            var finished = (await new Caller(last).PostAsync("/manage/v1/keys/finish", null)).Expect(200).Json;
            Assert.Empty(finished["formerMasterIds"]!.AsArray());
            await UntilSoldAsync(sold, 25); // The second knows the new key, though it was started with the former.
            await more.CancelAsync();
            await again;
        }

        (await new Caller(second.Http).GetAsync("/readyz")).Expect(200);
        Assert.Equal(1, await first.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("is not that of this database", first.Output, StringComparison.Ordinal);
        await _partner.WaitAsync("every receipt", all => sold.All(id => all.Any(told => told.Path == Receipts && told.Answered == 200 && told.Body.Contains(id, StringComparison.Ordinal))));
    }

    private static async Task RefusesAsync(Caller administrator, string former)
    {
        (await administrator.PostAsync("/manage/v1/keys/rotate", new { masterKey = former })).Expect(409);
        (await administrator.PostAsync("/manage/v1/keys/rotate", new { masterKey = "AAAA" })).Expect(400);
    }

    /// <summary>Sells, and keeps a secret at one node that is read at the other.</summary>
    private static async Task LoadAsync(Tenant tenant, Till till, ServerProcess[] nodes, List<string> sold, CancellationToken ct)
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            var (here, there) = (nodes[i % 2], nodes[(i + 1) % 2]);
            var id = Goods.NewId();
            Assert.Single((await (till with { Caller = till.Caller with { Http = here.Http } }).SendAsync(Goods.Document("SELL", "tea-1", 1, id))).Accepted);
            var path = $"/manage/v1/apps/{tenant.AppId}";
            (await (tenant.Publisher with { Http = here.Http }).PatchAsync(path, new { serviceToken = $"Bearer secret-{i}" })).Expect(200);
            var shown = (await (tenant.Publisher with { Http = there.Http }).GetAsync(path)).Expect(200).Json;
            Assert.Equal($"Bearer secret-{i}", (string?)shown["serviceToken"]);
            lock (sold)
            {
                sold.Add(id);
            }
        }
    }

    private static Task UntilSoldAsync(List<string> sold, int most) => Patience.UntilAsync($"{most} are sold", () =>
    {
        lock (sold)
        {
            return sold.Count >= most;
        }
    });

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
