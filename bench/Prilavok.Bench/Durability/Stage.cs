using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Prilavok.Bench.Durability;

/// <summary>Nodes on one storage, owners with terminals, and the receiver of what they are told.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>What has not come after so long without anything coming is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Every document is told as both, at addresses that end so.</summary>
    private static readonly string[] Kinds = ["documents", "receipts"];

    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private Stage(DirectoryInfo folder, Receiver receiver, IReadOnlyList<Node> nodes)
    {
        _folder = folder;
        Receiver = receiver;
        Nodes = nodes;
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = nodes[0].Url, Timeout = TimeSpan.FromMinutes(1) };
    }

    public Receiver Receiver { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public Tills Tills { get; private set; } = null!;

    public HttpClient Http => _http;

    /// <summary>Then nobody needs to see any more what the nodes said.</summary>
    public bool IsWell { get; private set; }

    /// <summary>Those that tell of documents.</summary>
    public IEnumerable<ArrivedLane> Told => Receiver.Lanes.Values.Where(lane => Kinds.Any(kind => lane.Name.EndsWith("/" + kind, StringComparison.Ordinal)));

    /// <summary>True once the document was told in every way it is.</summary>
    public bool HasArrived(string id) => Told.Count(lane => lane.Find(id) is not null) == Kinds.Length;

    /// <param name="postgres">Connection string; null for a SQLite file.</param>
    /// <param name="settings">More of the server's, as <c>PRILAVOK__WEBHOOKS__TIMEOUT</c>.</param>
    /// <param name="wrap">The wrapper of a node, by the folder of the data.</param>
    public static async Task<Stage> OpenAsync(
        Settings run, string? postgres, int nodes, CancellationToken ct, IReadOnlyDictionary<string, string>? settings = null,
        Func<string, IReadOnlyList<string>>? wrap = null)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-durability-");
        IReadOnlyList<string> database = postgres is null ? [] : ["--postgres", postgres];
        var environment = new Dictionary<string, string>
        {
            ["PRILAVOK__WEBHOOKS__TIMEOUT"] = "00:00:02",
            ["PRILAVOK__WEBHOOKS__LEASE"] = run.Lease.ToString("c", CultureInfo.InvariantCulture),
            ["PRILAVOK__WEBHOOKS__RETRYPAUSE"] = "00:00:01",
            ["PRILAVOK__WEBHOOKS__RETRYSPREAD"] = "00:00:00",

            // Nodes share nothing else but the database: each has a folder of its own.
            ["PRILAVOK__MASTERKEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        var stage = new Stage(folder, await Receiver.StartAsync(run.Seed), [.. Enumerable.Range(0, nodes).Select(NodeOf)]);
        try
        {
            foreach (var node in stage.Nodes)
            {
                await node.StartAsync(ct);
            }

            var owners = new List<Owner>();
            for (var i = 0; i < run.Owners; i++)
            {
                owners.Add(await Owner.OpenAsync(stage._http, stage.Receiver.Url, run.Tills, ct));
            }

            stage.Tills = new Tills(owners, [.. stage.Nodes.Select(node => node.Url)]);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }

        Node NodeOf(int number)
        {
            var data = folder.CreateSubdirectory($"data-{number}").FullName;
            var log = Path.Combine(folder.FullName, $"node-{number}.log");
            return new Node(ServerProcess.FreePort(), log, ["--data", data, .. database], environment, wrap?.Invoke(data));
        }
    }

    /// <summary>Closes the terminals, waits until everything has come, and holds what was answered against what arrived.</summary>
    public async Task<Outcome> ReconcileAsync(Outcome outcome, CancellationToken ct)
    {
        await Tills.CloseAsync();
        var gap = Receiver.LongestGap; // While they sold: afterwards there is less and less to come.
        await SettleAsync(ct);
        outcome.Add("documents answered", Tills.Answered.Count);
        outcome.Add("requests that got no answer and were sent again", Tills.Resent);
        outcome.Add("requests that were told to come later (503)", Tills.Busy);
        outcome.AddNone("other answers", Tills.Faults);
        var kept = new List<string>();
        foreach (var owner in Tills.Owners)
        {
            kept.AddRange(await owner.DocumentsAsync(_http, ct));
        }

        outcome.AddNone("lost: answered and not kept", [.. Tills.Answered.Keys.Except(kept, StringComparer.Ordinal)]);
        outcome.AddNone("kept twice", [.. kept.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key)]);
        foreach (var kind in Kinds)
        {
            Compare(outcome, kind, [.. Receiver.Lanes.Values.Where(lane => lane.Name.EndsWith("/" + kind, StringComparison.Ordinal))]);
        }

        outcome.Add("repeated, under the same id", Receiver.Repeated);
        outcome.AddLimit("came out of a terminal's order", Receiver.OutOfOrder, 0);
        outcome.AddNone("a lane sent twice at a time", Receiver.Overlaps);
        outcome.Add("longest gap at the receiver", gap);
        outcome.Add("longest way from answer to receiver", LongestWay());
        if (!outcome.IsWell)
        {
            await Console.Error.WriteLineAsync($"What the nodes said stands in {_folder.FullName}.");
        }

        IsWell = outcome.IsWell;
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        await Receiver.DisposeAsync();
        Tills?.Dispose();
        _http.Dispose();
        if (IsWell)
        {
            _folder.Delete(recursive: true);
        }
    }

    private void Compare(Outcome outcome, string what, IReadOnlyList<ArrivedLane> lanes)
    {
        var arrived = lanes.SelectMany(lane => lane.Ids()).ToHashSet(StringComparer.Ordinal);
        outcome.AddNone($"lost: answered and never told as {what}", [.. Tills.Answered.Keys.Where(id => !arrived.Contains(id))]);
        outcome.AddNone($"told as {what} and never answered", [.. arrived.Where(id => !Tills.Answered.ContainsKey(id))]);
        outcome.AddNone($"told as {what} under more ids than one", [.. lanes.SelectMany(lane => lane.Ids().Where(id => lane.Find(id)!.WebhookIds.Count > 1))]);
    }

    private async Task SettleAsync(CancellationToken ct)
    {
        var idle = Stopwatch.StartNew();
        var last = -1;
        while (idle.Elapsed < Patience)
        {
            var arrived = Told.Sum(lane => lane.Ids().Count);
            if (arrived >= Kinds.Length * Tills.Answered.Count)
            {
                return;
            }

            if (arrived != last)
            {
                last = arrived;
                idle.Restart();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    private TimeSpan LongestWay() => Told
        .SelectMany(lane => lane.Ids().Select(id => Tills.Answered.TryGetValue(id, out var at) ? Stopwatch.GetElapsedTime(at, lane.Find(id)!.At) : TimeSpan.Zero))
        .DefaultIfEmpty()
        .Max();
}
