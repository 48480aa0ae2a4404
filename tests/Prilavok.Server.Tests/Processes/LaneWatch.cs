using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;

namespace Prilavok.Server.Tests.Processes;

/// <summary>Shops that sell without a break through several nodes, and a receiver where each of their lanes has a path of its own.</summary>
public sealed partial class LaneWatch : IAsyncDisposable
{
    private const int Shops = 3;

    /// <summary>Receipts of a shop that may be on their way.</summary>
    private const int MostAhead = 20;

    private readonly ConcurrentQueue<string> _overlaps = new();
    private readonly Dictionary<string, List<string>> _sold = [];
    private readonly List<string> _paths = [];
    private readonly List<Tenant> _tenants = [];
    private readonly SocketsHttpHandler _dials = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly PartnerService _partner;
    private readonly ServerProcess[] _nodes;
    private readonly Dictionary<ServerProcess, double> _delivered = [];
    private Task[] _selling = [];

    private LaneWatch(PartnerService partner, ServerProcess[] nodes)
    {
        _partner = partner;
        _nodes = nodes;
    }

    /// <summary>Requests of a lane that came while one of it was open.</summary>
    public IReadOnlyCollection<string> Overlaps => _overlaps;

    public int Lanes => _paths.Count;

    public int Sold => _sold.Values.Sum(sold => sold.Count);

    public static async Task<LaneWatch> OpenAsync(PartnerService partner, ServerProcess[] nodes)
    {
        var watch = new LaneWatch(partner, nodes);
        var selling = new List<Func<Task>>();
        for (var shop = 0; shop < Shops; shop++)
        {
            var (receipts, documents) = ($"/{shop}/receipts", $"/{shop}/documents");
            var urls = new { receipts = partner.Url + receipts, documents = partner.Url + documents };
            var tenant = await Tenant.CreateAsync(nodes[shop % nodes.Length].Http, new { name = "Watcher", urls });
            var till = await tenant.OpenShopAsync();
            watch._tenants.Add(tenant);
            var room = new SemaphoreSlim(MostAhead);
            watch.Watch(receipts, room);
            watch.Watch(documents, null);
            var sold = watch._sold[$"/{shop}"] = [];
            var name = $"{shop}";
            selling.Add(() => watch.SellAsync(till, name, sold, room));
        }

        watch._selling = [.. selling.Select(sell => Task.Run(sell))];
        return watch;
    }

    /// <summary>The node that has delivered most since it was asked for last.</summary>
    public async Task<ServerProcess> BusiestAsync()
    {
        await DeliveredByEachAsync();
        await EachLaneMovesOnAsync();
        var grown = await DeliveredByEachAsync();
        var busiest = grown.MaxBy(node => node.Value);
        Xunit.Assert.NotEqual(0, busiest.Value);
        return busiest.Key;
    }

    /// <summary>Waits until each lane has had three more requests answered.</summary>
    public Task EachLaneMovesOnAsync()
    {
        var before = _paths.ToDictionary(path => path, Answered);
        return _partner.WaitAsync("each lane to go on", _ =>
        {
            Xunit.Assert.All(_selling, shop => Xunit.Assert.Null(shop.Exception)); // Or its lanes would be waited for in vain.
            return _paths.TrueForAll(path => Answered(path) >= before[path] + 3);
        });

        int Answered(string path) => _partner.At(path).Count(told => told.Answered == 200);
    }

    /// <summary>Sells no more, and waits until everything has arrived.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_selling);
        foreach (var tenant in _tenants)
        {
            await tenant.SettleAsync();
        }

        await _partner.WaitAsync("everything that was sold", _ => _paths.TrueForAll(path => FirstArrivals(path).Count == SoldAt(path).Count));
    }

    public void AssertEverythingArrivedInOrderUnderOneId() => Xunit.Assert.All(_paths, path =>
    {
        Xunit.Assert.Equal(SoldAt(path), FirstArrivals(path).Select(one => one.DocumentId));
        Xunit.Assert.All(Arrivals(path).GroupBy(one => one.DocumentId, one => one.WebhookId), ids => Xunit.Assert.Single(ids.Distinct()));
    });

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_selling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
        _dials.Dispose();
    }

    private List<string> SoldAt(string path) => _sold[path[..path.LastIndexOf('/')]];

    private void Watch(string path, SemaphoreSlim? room)
    {
        _paths.Add(path);
        _partner.On(path, told => new Reply(200, After: MeetAsync(told, [.. _partner.At(path).Where(one => one.IsOpen && one.Call < told.Call)], room)));
    }

    /// <summary>It takes its time, so that another would be met. One that is never answered had no sender any more.</summary>
    private async Task MeetAsync(Received told, IReadOnlyList<Received> open, SemaphoreSlim? room)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (open.Any(one => one.IsOpen))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        foreach (var met in open.Where(one => one.Answered != 0))
        {
            _overlaps.Enqueue($"{told.Path}: request {told.Call} came while {met.Call} was under way");
        }

        room?.Release();
    }

    /// <summary>One by one, so that the order is known; what is not answered is sent again, by way of the next node that runs.</summary>
    private async Task SellAsync(Till till, string name, List<string> sold, SemaphoreSlim room)
    {
        var next = Goods.Document("SELL", "tea-1", 1, $"{name}-0"); // Made once: sent again a second later, it must not say another time.
        for (var (i, node) = (0, 0); !_closing.IsCancellationRequested;)
        {
            await room.WaitAsync(_closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                using var http = new HttpClient(_dials, disposeHandler: false) { BaseAddress = _nodes[node % _nodes.Length].Url };
                await (till with { Caller = till.Caller with { Http = http } }).SendAsync(next);
                sold.Add($"{name}-{i++}");
                next = Goods.Document("SELL", "tea-1", 1, $"{name}-{i}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
            {
                room.Release();
                node++; // It does not run now, or ended before it answered.
            }
        }
    }

    private async Task<Dictionary<ServerProcess, double>> DeliveredByEachAsync()
    {
        var grown = new Dictionary<ServerProcess, double>();
        foreach (var node in _nodes)
        {
            var now = DeliveredPattern().Matches(await node.Http.GetStringAsync("/metrics")).Sum(match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
            grown[node] = now - _delivered.GetValueOrDefault(node);
            _delivered[node] = now;
        }

        return grown;
    }

    private IEnumerable<(string WebhookId, string DocumentId)> Arrivals(string path) => _partner.At(path).Where(told => told.Answered == 200).SelectMany(
        told => path.EndsWith("/receipts", StringComparison.Ordinal)
            ? [(told.WebhookId, (string)told.Json["data"]!["id"]!)]
            : told.Json.AsArray().Select(document => (told.WebhookId, (string)document!["uuid"]!)));

    private List<(string WebhookId, string DocumentId)> FirstArrivals(string path) => [.. Arrivals(path).DistinctBy(one => one.DocumentId)];

    [GeneratedRegex("^prilavok_delivery_attempts\\{[^}]*result=\"delivered\"[^}]*\\} (?<value>[0-9.e+]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DeliveredPattern();
}
