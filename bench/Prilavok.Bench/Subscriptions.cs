using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Prilavok.Bench;

/// <summary>A year of a subscription on its owner's clock, and very many that are due at one moment.</summary>
internal static class Subscriptions
{
    private const int Years = 5;
    private const int Many = 10_000;
    private const int AtATime = 32;
    private const string Plans = """[{"id":"base","price":90,"period":"P1M"},{"id":"gold","price":180,"period":"P1M"}]""";

    /// <param name="lead">From when all are set up until all are due; other work is measured in it.</param>
    public static async Task RunAsync(TimeSpan lead, CancellationToken ct)
    {
        using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct);
        using var service = await ServerProcess.StartBareAsync(2, ct);
        var years = new List<double>();
        for (var run = 0; run <= Years; run++)
        {
            years.Add(await YearAsync(server, $"http://127.0.0.1:{service.Port}", ct));
        }

        Table.Print(
            "a year: 12 renewals, a change of plan, three declined days; each event delivered; SQLite synced",
            ("on a server just started, seconds", years[0]),
            ($"median of the next {Years}, seconds (goal 1)", years.Skip(1).Order().ElementAt(Years / 2)));
        await ManyAsync(server, lead, ct);
    }

    private static async Task<double> YearAsync(ServerProcess server, string service, CancellationToken ct)
    {
        var owner = await Payer.OpenAsync(server, $$"""{"name":"Bench","urls":{"subscription":"{{service}}/s","installation":"{{service}}/i"},"plans":{{Plans}}}""", ct);
        var watch = Stopwatch.StartNew();
        await owner.SendAsync(HttpMethod.Post, $"{owner.App}/installation", "{}", ct);
        await owner.TurnAsync("""{"advance":"P100D"}""", ct);
        await owner.SendAsync(HttpMethod.Patch, $"{owner.App}/installation", """{"planId":"gold"}""", ct);
        await owner.SendAsync(HttpMethod.Put, $"{owner.Root}/payment-method", """{"kind":"declines","times":3}""", ct);
        await owner.TurnAsync("""{"advance":"P265D"}""", ct);
        var took = watch.Elapsed.TotalSeconds;
        await owner.ExpectPaymentsAsync(1 + 12 + 1 + 3, ct);
        return took;
    }

    private static async Task ManyAsync(ServerProcess server, TimeSpan lead, CancellationToken ct)
    {
        var owners = new Payer[Many];
        await Parallel.ForAsync(0, Many, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (i, cancel) =>
        {
            owners[i] = await Payer.OpenAsync(server, $$"""{"name":"Bench","plans":{{Plans}}}""", cancel);
            await owners[i].SendAsync(HttpMethod.Post, $"{owners[i].App}/installation", "{}", cancel);
        });

        // Each clock is put so that all the payments are wanted at the same real time.
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60) + lead;
        await Parallel.ForAsync(0, Many, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (i, cancel) =>
        {
            var at = await owners[i].NextBillingAsync(cancel);
            await owners[i].TurnAsync($$"""{"to":"{{(at - (due - TimeProvider.System.GetUtcNow())).ToString("O", CultureInfo.InvariantCulture)}}"}""", cancel);
        });
        var left = due - TimeProvider.System.GetUtcNow() - lead;
        if (left < TimeSpan.Zero)
        {
            throw new InvalidOperationException("It took too long to set all the clocks.");
        }

        await Task.Delay(left, TimeProvider.System, ct);
        var shop = await Shop.OpenAsync(server, ct);
        var before = await AskAsync(shop, due, ct);
        var (charged, during) = (ChargedAsync(owners, due, ct), AskAsync(shop, due + TimeSpan.FromSeconds(5), ct));
        var took = await charged;
        Table.Print(
            $"{Many} subscriptions due at one moment, SQLite synced",
            ("each was seen charged after, seconds (goal 10)", took),
            ("GET /stores before, p99 milliseconds", before),
            ("GET /stores in the first five seconds, p99 milliseconds", await during));
    }

    /// <summary>Asks each owner until the second payment is there; so the asking counts too.</summary>
    private static async Task<double> ChargedAsync(Payer[] owners, DateTimeOffset due, CancellationToken ct)
    {
        await Parallel.ForEachAsync(owners, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (owner, cancel) =>
        {
            while (await owner.PaymentsAsync(cancel) < 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            }
        });
        var seconds = (TimeProvider.System.GetUtcNow() - due).TotalSeconds;
        return seconds > 0 ? seconds : throw new InvalidOperationException("They were charged too early.");
    }

    /// <returns>How long one of a hundred took, or longer.</returns>
    private static async Task<double> AskAsync(Shop shop, DateTimeOffset until, CancellationToken ct)
    {
        var times = new List<double>();
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var watch = Stopwatch.StartNew();
            await shop.GetAsync("/stores", ct);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count * 99 / 100);
    }

    /// <summary>An owner of a sandbox with one app on offer.</summary>
    private sealed class Payer
    {
        private readonly ServerProcess _server;
        private readonly string _token;
        private readonly string _sandbox;

        private Payer(ServerProcess server, string ownerId, string token, string appId)
        {
            _server = server;
            _token = token;
            _sandbox = $"/sandbox/tenants/{ownerId}";
            Root = $"/manage/v1/owners/{ownerId}";
            App = $"{Root}/apps/{appId}";
        }

        public string Root { get; }

        public string App { get; }

        public static async Task<Payer> OpenAsync(ServerProcess server, string app, CancellationToken ct)
        {
            var tenant = await SendAsync(server, HttpMethod.Post, "/sandbox/tenants", $$"""{"seed":"empty","install":false,"app":{{app}}}""", null, ct);
            var login = await SendAsync(
                server, HttpMethod.Post, "/manage/v1/login", $$"""{"login":"{{tenant.GetProperty("login")}}","password":"{{tenant.GetProperty("password")}}"}""", null, ct);
            return new Payer(
                server, tenant.GetProperty("ownerId").GetString()!, login.GetProperty("token").GetString()!, tenant.GetProperty("apps")[0].GetProperty("appId").GetString()!);
        }

        public Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, CancellationToken ct) => SendAsync(_server, method, path, body, _token, ct);

        public Task TurnAsync(string target, CancellationToken ct) => SendAsync(_server, HttpMethod.Post, _sandbox + "/clock", target, null, ct);

        public async Task<DateTimeOffset> NextBillingAsync(CancellationToken ct) =>
            (await SendAsync(HttpMethod.Get, Root + "/apps", null, ct)).GetProperty("items")[0].GetProperty("installation").GetProperty("subscription")
                .GetProperty("nextBillingDate").GetDateTimeOffset();

        public async Task<int> PaymentsAsync(CancellationToken ct) =>
            (await SendAsync(HttpMethod.Get, Root + "/payments", null, ct)).GetProperty("items").GetArrayLength();

        public async Task ExpectPaymentsAsync(int number, CancellationToken ct)
        {
            if (await PaymentsAsync(ct) is var made && made != number)
            {
                throw new InvalidOperationException($"There are {made} payments, not {number}.");
            }
        }

        private static async Task<JsonElement> SendAsync(
            ServerProcess server, HttpMethod method, string path, string? body, string? token, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await server.Http.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        }
    }
}
