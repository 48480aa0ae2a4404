using System.Text;
using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>
/// On a database whose statements each see a state of their own, and which grows behind every look at the log, everything is told once.
/// </summary>
public abstract class TornLogTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/receipts";
    private const string Documents = "/documents";
    private const string Seed = "the-seed";

    private PartnerService _partner = null!;
    private ServerFixture _server = null!;
    private IStorage _whole = null!;
    private int _count;

    /// <summary>Below nothing, so many are still to come.</summary>
    private int _grown;
    private Func<int, NewEvent>? _next;
    private string _ownerId = "";

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        var store = new TStore();
        _server = await ServerFixture.StartAsync(
            store, whole => new TornStorage(_whole = whole, store, GrowAsync), ("Webhooks:ParkAfter", "1"), ("Webhooks:RetryPause", "00:00:01"), ("Webhooks:RetrySpread", "00:00:00"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(Receipts, true)]
    [InlineData(Receipts, false)]
    [InlineData(Documents, true)]
    [InlineData(Documents, false)]
    public async Task Every_document_reaches_its_service_once(string path, bool ordered)
    {
        var (tenant, _) = await GrowingAsync(path, ordered, 20);
        await EndAsync(tenant);

        var told = Told(path).ToList();
        Assert.Equal(Ids(20).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.True(!ordered || Ids(20).SequenceEqual(told));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_parked_comes_again_and_the_others_come_once(bool ordered)
    {
        _partner.On(Receipts, told => In(told)[0] == "d-3" && _partner.Received.Count(other => In(other)[0] == "d-3") == 1 ? new Reply(400) : Reply.Ok);
        var (tenant, _) = await GrowingAsync(Receipts, ordered, 20);
        await EndAsync(tenant);
        await _partner.WaitAsync("all", all => all.Where(told => told.Answered == 200).SelectMany(In).Distinct().Count() == 21);

        Assert.Equal(Ids(20).Append("d-3").Order(StringComparer.Ordinal), Told(Receipts).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_comes_while_a_lane_is_paused_and_resumed_is_told()
    {
        var (tenant, _) = await GrowingAsync(Receipts, ordered: true, 15);
        var lane = (string)(await tenant.LanesAsync())[0]!["id"]!;
        for (var i = 0; i < 10; i++)
        {
            foreach (var order in new[] { "pause", "resume" })
            {
                (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{lane}/{order}", new { })).Expect(200);
            }
        }

        await EndAsync(tenant);
        Assert.Equal(Ids(15), Told(Receipts));
    }

    [Fact]
    public async Task A_terminal_hears_of_every_change()
    {
        var tenant = await Tenant.CreateAsync(_server.Http, Tenant.AppOf(_partner));
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        var (changes, after) = await till.ChangesAsync(0);
        var (kept, heard) = ((await ReadAsync(tenant.OwnerId, EventKind.Store))[^1], new List<long>());
        _ownerId = tenant.OwnerId;
        _next = _ => new NewEvent(EventKind.Store, EventAction.Updated, kept.SubjectId, kept.StoreId, kept.Fact);
        _grown = -15;
        while (true)
        {
            (changes, var next) = await till.ChangesAsync(after);
            heard.AddRange(changes.Select(change => (long)change["seq"]!));
            if (Volatile.Read(ref _grown) >= 0 && changes.Count == 0)
            {
                break;
            }

            after = next;
            await GrowAsync("FROM events");
        }

        Assert.Equal((await ReadAsync(tenant.OwnerId, EventKind.Store)).Where(e => e.Seq > kept.Seq).Select(e => e.Seq), heard);
    }

    [Fact]
    public async Task A_replay_sends_all_there_was_when_it_was_made()
    {
        var (tenant, _) = await GrowingAsync(Receipts, ordered: true, 10);
        var made = (await tenant.Publisher.PostAsync(
            $"/manage/v1/apps/{tenant.AppId}/replays", new { since = "2020-01-01T00:00:00Z", to = _partner.Url + "/again", rate = 1000 })).Expect(202).Json;
        await EndAsync(tenant);
        var replay = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/replays/{(string)made["id"]!}")).Json;
        Assert.True((string)replay["state"]! == "done" && (int)replay["sent"]! == (int)made["events"]!, replay.ToJsonString());

        var again = _partner.At("/again").SelectMany(In).ToList();
        Assert.Equal((int)made["events"]!, again.Count);
        Assert.Equal(Ids(10).Prepend(Seed).Take(again.Count), again);
        Assert.Equal(Ids(10), Told(Receipts));
    }

    /// <summary>A sale, and then one behind every look at the log, until there are so many.</summary>
    private async Task<(Tenant Tenant, Till Till)> GrowingAsync(string path, bool ordered, int count)
    {
        var tenant = await Tenant.CreateAsync(_server.Http, new
        {
            name = "Quick",
            ordered,
            urls = path == Receipts ? (object)new { receipts = _partner.Url + path } : new { documents = _partner.Url + path },
        });
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, Seed));
        await tenant.SettleAsync();
        await _partner.WaitAsync("the seed", all => all.Count == 1);
        var kept = (await ReadAsync(tenant.OwnerId, EventKind.Document))[^1];
        var text = Encoding.UTF8.GetString(((DocumentFact)kept.Fact).Content.Span);
        _ownerId = tenant.OwnerId;
        _next = number => new NewEvent(
            EventKind.Document, EventAction.Created, $"d-{number}", kept.StoreId, new DocumentFact(Encoding.UTF8.GetBytes(text.Replace(Seed, $"d-{number}", StringComparison.Ordinal))));
        _count = count;
        Volatile.Write(ref _grown, -count);
        await GrowAsync("FROM events");
        return (tenant, till);
    }

    private async Task GrowAsync(string statement)
    {
        if (!statement.Contains("FROM events", StringComparison.Ordinal) || Volatile.Read(ref _grown) >= 0)
        {
            return;
        }

        await _whole.WriteAsync(
            _ownerId,
            async work =>
            {
                if (_grown < 0)
                {
                    await _server.Get<IEventLog>().AppendAsync(work, Source.System, [_next!(_count + _grown)]);
                    Volatile.Write(ref _grown, _grown + 1); // The owner is held: one at a time.
                }

                return true;
            },
            CancellationToken.None);
    }

    /// <summary>Where the lane has nothing to look at before there are all, it grows all the same.</summary>
    private async Task EndAsync(Tenant tenant)
    {
        while (Volatile.Read(ref _grown) < 0)
        {
            await tenant.SettleAsync();
            await GrowAsync("FROM events");
        }

        await tenant.SettleAsync();
    }

    private Task<LogSlice> ReadAsync(string ownerId, EventKind kind) =>
        _whole.ReadAsync(s => _server.Get<IEventLog>().ReadAsync(s, ownerId, 0, kind, 10_000), CancellationToken.None);

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"d-{i}");

    private IEnumerable<string> Told(string path) => _partner.At(path).SelectMany(In).Where(id => id != Seed);

    /// <summary>The documents in a request.</summary>
    private static IReadOnlyList<string> In(Received told) =>
        told.Path != Documents ? [(string)told.Json["data"]!["id"]!] : [.. told.Json.AsArray().Select(document => (string)document!["uuid"]!)];
}

public sealed class SqliteTornLogTests : TornLogTests<SqliteFixture>;

public sealed class PostgreSqlTornLogTests : TornLogTests<PostgreSqlFixture>;
