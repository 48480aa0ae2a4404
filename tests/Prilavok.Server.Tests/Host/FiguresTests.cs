using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Host;

/// <summary>What a server counts and measures of its own work.</summary>
public abstract class FiguresTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    private ServerFixture _server = null!;
    private PartnerService _partner = null!;
    private Figures _figures = null!;

    protected abstract string Database { get; }

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(
            new TStore(), settings: [("Webhooks:LagInterval", "00:00:00.050"), ("Webhooks:Timeout", "00:00:00.500"), ("Webhooks:GiveUpAfter", "00:10:00")]);
        _figures = new Figures(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _figures.Dispose();
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Attempts_are_counted_by_what_came_of_them_and_timed()
    {
        _partner.On(Receipts, told => told.Call switch { 1 => new Reply(503), 2 => Reply.Never, _ => Reply.Ok });
        var tenant = await TenantAsync(_partner.Url + Receipts);
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { advance = "PT3M" });
        var lost = await TenantAsync("http://127.0.0.1:1/");
        await (await lost.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await lost.SettleAsync();

        Assert.Equal([1, 1, 1, 1], Results.Select(result => Last("delivery.attempts", $"channel=receipts result={result}")));
        Assert.Equal(0, Last("delivery.attempts", "channel=receipts result=unwritten"));
        Assert.Equal([0, 0, 0, 0], Results.Select(result => Last("delivery.attempts", $"channel=documents result={result}")));
        Assert.All(Results, result => Assert.Single(_figures.Of("delivery.duration", $"channel=receipts result={result}")));
        Assert.True(_figures.Of("delivery.duration", "channel=receipts result=silent")[0] >= 0.45); // The timer's clock is coarser than the one that times it.
    }

    [Fact]
    public async Task Events_and_commits_are_counted_and_what_is_given_up()
    {
        _partner.On(Receipts, _ => new Reply(503));
        var tenant = await TenantAsync(_partner.Url + Receipts);
        var till = await tenant.OpenShopAsync();
        var before = Last("events.appended", "kind=document");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1), Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { advance = "PT15M" });

        Assert.Equal((0, 2), (before, Last("events.appended", "kind=document")));
        Assert.Equal(2, Last("delivery.dead_letters", "channel=receipts"));
        Assert.Equal(0, Last("delivery.dead_letters", "channel=documents"));
        var (units, commits, writes) = (Measured("commit.units"), Measured("commit.duration"), Measured("write.duration"));
        Assert.All(units, count => Assert.True(count >= 1));
        Assert.All(commits, took => Assert.True(took > 0));
        Assert.Equal((units.Count, units.Count), (commits.Count, writes.Count));
        Assert.All(commits.Zip(writes), took => Assert.True(took.Second >= took.First)); // The commit is the end of the wait.
    }

    [Fact]
    public async Task The_lag_of_a_lane_that_cannot_send_is_seen_and_is_gone_once_it_can()
    {
        _partner.On(Receipts, _ => new Reply(503));
        var tenant = await TenantAsync(_partner.Url + Receipts);
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1), Goods.Document("SELL", "tea-1", 1), Goods.Document("SELL", "tea-1", 1));

        await Patience.UntilAsync("three events behind", () => Last("lanes.behind", "channel=receipts") == 3 && Last("lanes.busy", "channel=receipts") == 1);
        await Patience.UntilAsync("an age", () => Last("lanes.oldest", "channel=receipts") > 0);
        Assert.Equal(0, Last("lanes.busy", "channel=documents"));
        _partner.On(Receipts, _ => Reply.Ok);
        await tenant.TurnAsync(new { toNext = true });

        await Patience.UntilAsync("no lag", () => Last("lanes.behind", "channel=receipts") == 0 && Last("lanes.oldest", "channel=receipts") == 0);
    }

    private static IEnumerable<string> Results => ["delivered", "refused", "silent", "unreachable"];

    private Task<Tenant> TenantAsync(string receipts) => Tenant.CreateAsync(_server.Http, new { name = "Loyalty", urls = new { receipts } });

    private double Last(string name, string tags) => _figures.Of(name, tags)[^1];

    private IReadOnlyList<double> Measured(string name) => _figures.Of(name, "database=" + Database);
}

public sealed class SqliteFiguresTests : FiguresTests<SqliteFixture>
{
    protected override string Database => "sqlite";
}

public sealed class PostgreSqlFiguresTests : FiguresTests<PostgreSqlFixture>
{
    protected override string Database => "postgresql";
}
