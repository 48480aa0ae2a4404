using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>A node that waited too long for what it has to send finds that its lease is over, or nearly, and that others have the lane.</summary>
public abstract class LateLaneTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/receipts";

    /// <summary>Attempts may last nearly as long as the lease, so that reading need not take long to be too long.</summary>
    private static readonly (string, string)[] Settings = [("Webhooks:Timeout", "00:00:59.900"), ("Webhooks:Lease", "00:01:00")];

    private PartnerService _partner = null!;
    private ServerFixture _server = null!;
    private IStorage _whole = null!;
    private volatile bool _isSlow;
    private volatile ClaimedLane? _theirs;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        var store = new TStore();
        _server = await ServerFixture.StartAsync(store, whole => new TornStorage(_whole = whole, store, LingerAsync), Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lane_that_others_have_taken_meanwhile_is_not_sent_by_its_former_holder(bool ordered)
    {
        var tenant = await Tenant.CreateAsync(_server.Http, new { name = "Reader", ordered, urls = new { receipts = _partner.Url + Receipts } });
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        _isSlow = true;
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "theirs"));
        await Patience.UntilAsync("others have the lane", () => _theirs is not null);
        await _whole.WriteAsync(
            tenant.OwnerId,
            async work => await _server.Get<ILaneStore>().SettleAsync(work, _theirs!, new Verdict.Advance(work.Head), null, Now.AddMinutes(1)),
            CancellationToken.None);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "next"));

        var told = await _partner.WaitAsync("the next", all => all.Any(one => one.Path == Receipts && IdIn(one) == "next"));

        Assert.Equal(["next"], told.Where(one => one.Path == Receipts).Select(IdIn));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string IdIn(Received told) => (string)told.Json["data"]!["id"]!;

    /// <summary>The database takes its time over what the lane has to send, and then another node has the lane.</summary>
    private async Task LingerAsync(string statement)
    {
        if (!_isSlow || !statement.Contains("FROM events", StringComparison.Ordinal))
        {
            return;
        }

        _isSlow = false;
        var late = Now.AddMilliseconds(200);
        await Patience.UntilAsync("an attempt would outlast the lease", () => Now > late);
        var claimed = await _whole.WriteAsync(
            work => _server.Get<ILaneStore>().ClaimAsync(work, Now.AddHours(1), TimeSpan.FromHours(1), 100), CancellationToken.None);
        _theirs = Assert.Single(claimed, lane => lane.Key.Channel == Channel.Receipts);
    }
}

public sealed class SqliteLateLaneTests : LateLaneTests<SqliteFixture>;

public sealed class PostgreSqlLateLaneTests : LateLaneTests<PostgreSqlFixture>;
