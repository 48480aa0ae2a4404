using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Delivery;
using Prilavok.Server.Partners;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>A long history is not counted while the caller waits.</summary>
public abstract class ReplayCountTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    private static readonly string[] OnlyReceipts = ["receipts"];

    private static readonly string[] OnlyProducts = ["products"];

    private PartnerService _partner = null!;
    private ServerFixture _server = null!;
    private Tenant _tenant = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new TStore(), settings: ("Webhooks:CountAtOnce", "0"));
        _tenant = await Tenant.CreateAsync(_server.Http, Tenant.AppOf(_partner));
        await (await _tenant.OpenShopAsync()).SendAsync([.. Enumerable.Range(0, 3).Select(i => Goods.Document("SELL", "tea-1", 1, $"sale-{i}"))]);
        await _tenant.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_answer_says_that_it_is_counting_and_the_worker_counts_and_sends()
    {
        var before = _partner.At(Receipts).Count;

        var made = await StartAsync(new { since = "2020-01-01T00:00:00Z", channels = OnlyReceipts, rate = 1000 });
        Assert.Equal(("counting", null, 0), ((string)made["state"]!, (int?)made["events"], (int)made["sent"]!));
        await _tenant.SettleAsync();

        var done = await FindAsync(made);
        Assert.Equal(("done", 3, 3, 0), ((string)done["state"]!, (int)done["events"]!, (int)done["sent"]!, (int)done["failed"]!));
        Assert.Equal(before + 3, _partner.At(Receipts).Count);
        var listed = (await _tenant.Publisher.GetAsync($"/manage/v1/apps/{_tenant.AppId}/replays")).Expect(200).Json["items"]!.AsArray();
        Assert.True(JsonNode.DeepEquals(done, Assert.Single(listed)));
    }

    [Fact]
    public async Task A_history_without_any_such_event_is_found_out_to_be_done()
    {
        var before = _partner.Received.Count;

        var made = await StartAsync(new { since = "2020-01-01T00:00:00Z", channels = OnlyProducts });
        Assert.Equal(("counting", null), ((string)made["state"]!, (int?)made["events"]));
        await _tenant.SettleAsync();

        var done = await FindAsync(made);
        Assert.Equal(("done", 0), ((string)done["state"]!, (int)done["events"]!));
        Assert.Equal(before, _partner.Received.Count);
    }

    [Fact]
    public async Task A_dry_run_counts_whatever_it_takes()
    {
        var order = new { since = "2020-01-01T00:00:00Z", channels = OnlyReceipts, dryRun = true };

        var counted = await StartAsync(order);

        Assert.Equal(("dry", 3, null), ((string)counted["state"]!, (int)counted["events"]!, (string?)counted["id"]));
    }

    [Fact]
    public async Task A_lane_that_cannot_be_read_is_reported_and_the_others_are_sent()
    {
        var (storage, replays) = (_server.Get<IStorage>(), _server.Get<IReplays>());
        var order = new ReplayOrder(default, null, [Channel.Receipts, Channel.Documents], null, OnlyFailed: false, null, 1000);
        var plan = await storage.ReadAsync(s => replays.PlanAsync(s, _tenant.AppId, order), CancellationToken.None);
        Assert.Equal(2, plan.Count);
        var torn = plan.Select(lane => lane.Key.Channel == Channel.Documents ? lane with { End = lane.End + 100 } : lane).ToList();
        var replay = new Replay(_tenant.AppId, Guid.NewGuid().ToString(), order, ReplayState.Running, Events: null, TimeProvider.System.GetUtcNow());
        await storage.WriteAsync(
            async work =>
            {
                await replays.AddAsync(work, replay, torn, replay.CreatedAt);
                return true;
            },
            CancellationToken.None);

        await _tenant.SettleAsync();

        var done = (await storage.ReadAsync(s => replays.FindAsync(s, replay.AppId, replay.Id), CancellationToken.None))!;
        Assert.Equal(ReplayState.Done, done.State);
        Assert.Contains("could not be gone on with", done.LastError, StringComparison.Ordinal);
        Assert.Equal((6, 6), (done.Events, done.Sent)); // Three receipts, and the documents that were seen before the log broke off.
    }

    /// <summary>Each reading takes a tenth of a lease, and there are many: another would take the replay up if it could.</summary>
    [Fact]
    public async Task A_long_count_keeps_its_lease()
    {
        var (storage, replays) = (_server.Get<IStorage>(), _server.Get<IReplays>());
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(1)); // Where the worker of the server does not come.
        var claimed = await ClaimAsync(storage, replays, clock);
        var lease = _server.Get<IOptions<DeliveryOptions>>().Value.Lease;
        var looks = 0;
        var slow = new SlowStorage(storage, async () =>
        {
            looks++;
            clock.Advance(lease / 10);
            Assert.Null(await storage.WriteAsync(work => replays.ClaimAsync(work, clock.GetUtcNow(), lease), CancellationToken.None));
        });
        var walk = new ReplayWalk(slow, _server.Get<IEventLog>(), _server.Get<IApps>(), _server.Get<IInstallations>(), _server.Get<Packer>());

        var counter = new ReplayCounter(slow, replays, walk, _server.Get<IOptions<DeliveryOptions>>(), clock);
        var counted = await counter.CountAsync(claimed, CancellationToken.None);

        Assert.True(looks > 15, $"{looks} looks are over within the lease.");
        var expected = await StartAsync(new { since = "2020-01-01T00:00:00Z", dryRun = true });
        Assert.Equal((int)expected["events"]!, counted!.Events);
        var found = await storage.ReadAsync(s => replays.FindAsync(s, claimed.AppId, claimed.Id), CancellationToken.None);
        Assert.Equal(counted.Events, found!.Events);
        var lanes = await storage.ReadAsync(s => replays.LanesAsync(s, claimed), CancellationToken.None);
        Assert.NotEmpty(lanes);
        Assert.DoesNotContain(lanes, lane => lane.Key.Channel == Channel.Products); // Nothing of it was found.
    }

    private async Task<Replay> ClaimAsync(IStorage storage, IReplays replays, FakeTimeProvider clock)
    {
        var order = new ReplayOrder(default, null, [], null, OnlyFailed: false, null, 1000);
        var plan = await storage.ReadAsync(s => replays.PlanAsync(s, _tenant.AppId, order), CancellationToken.None);
        var replay = new Replay(_tenant.AppId, Guid.NewGuid().ToString(), order, ReplayState.Running, Events: null, clock.GetUtcNow());
        await storage.WriteAsync(
            async work =>
            {
                await replays.AddAsync(work, replay, plan, clock.GetUtcNow());
                return true;
            },
            CancellationToken.None);
        return (await storage.WriteAsync(
            work => replays.ClaimAsync(work, clock.GetUtcNow(), _server.Get<IOptions<DeliveryOptions>>().Value.Lease), CancellationToken.None))!;
    }

    private async Task<JsonNode> StartAsync(object order) =>
        (await _tenant.Publisher.PostAsync($"/manage/v1/apps/{_tenant.AppId}/replays", order)).Expect(202).Json;

    private async Task<JsonNode> FindAsync(JsonNode replay) =>
        (await _tenant.Publisher.GetAsync($"/manage/v1/apps/{_tenant.AppId}/replays/{(string)replay["id"]!}")).Expect(200).Json;

    /// <param name="looked">Follows each reading.</param>
    private sealed class SlowStorage(IStorage storage, Func<Task> looked) : IStorage
    {
        public bool IsAlone => storage.IsAlone;

        public Task ProbeAsync(CancellationToken ct) => storage.ProbeAsync(ct);

        public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
        {
            var result = await storage.ReadAsync(read, ct);
            await looked();
            return result;
        }

        public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => storage.WriteAsync(unit, ct);

        public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct) => storage.WriteAsync(ownerId, unit, ct);

        public Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct) =>
            storage.AddOwnerAsync(add, furnish, ct);
    }
}

public sealed class SqliteReplayCountTests : ReplayCountTests<SqliteFixture>;

public sealed class PostgreSqlReplayCountTests : ReplayCountTests<PostgreSqlFixture>;
