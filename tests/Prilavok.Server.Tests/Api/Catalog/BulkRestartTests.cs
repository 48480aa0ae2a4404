using System.Diagnostics;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>The real program, killed in the middle of a bulk task.</summary>
public abstract class BulkRestartTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const string Announcement = "Prilavok listens on ";

    private readonly TStore _store = new();
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("prilavok-keys-");

    public ValueTask InitializeAsync() => _store.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _keys.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_accepted_task_is_done_once_though_the_program_is_killed_in_the_middle()
    {
        const int Count = 5000;
        Tenant tenant;
        string products;
        string taskId;
        using (var first = await RunningAsync())
        {
            tenant = await Tenant.CreateAsync(first.Http, new { name = "Importer" });
            products = $"/stores/{await tenant.AddStoreAsync()}/products";
            var items = Enumerable.Range(0, Count).Select(i => Goods.V2(Guid.CreateVersion7().ToString(), name: $"Tea {i}")).ToArray();
            taskId = (string)(await tenant.App.SendAsync(HttpMethod.Put, products, Caller.ContentOf(items))).Expect(202).Json["id"]!;
            await Patience.UntilAsync("the first items can be seen", async () =>
                (await tenant.App.GetAsync(products + "?limit=1")).Expect(200).Json["items"]!.AsArray().Count > 0);
            await first.KillAsync();
        }

        await using (var connection = await _store.OpenAsync())
        {
            var (status, next) = await connection.QuerySingleAsync<(long, long)>("SELECT status, next_item FROM bulk_tasks");
            Assert.Equal(2, status);
            Assert.InRange(next, 1, Count - 1);
        }

        using var second = await RunningAsync();
        var app = tenant.App with { Http = second.Http };
        (await new Caller(second.Http).PostAsync($"/sandbox/tenants/{tenant.OwnerId}/settle", new { timeout = "PT2M" })).Expect(200);

        var done = (await app.GetAsync($"/bulks/{taskId}")).Expect(200).Json;
        Assert.Equal("COMPLETED", (string)done["status"]!);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"Tea {i}"), done["details"]!.AsArray().Select(item => (string)item!["name"]!));
        await using var after = await _store.OpenAsync();
        Assert.Equal(Count, await after.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM products"));
        Assert.Equal(Count, await after.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM events WHERE kind = 6"));
    }

    private Task<Running> RunningAsync()
    {
        var settings = new Dictionary<string, string?>(_store.Settings);
        if (settings["Prilavok:Postgres"] is not null)
        {
            settings["Prilavok:Data"] = _keys.FullName;
        }

        settings["Prilavok:Catalogue:BulkLease"] = "00:00:01";
        settings["Logging:LogLevel:Default"] = "Error";
        return Running.StartAsync(settings);
    }

    private sealed class Running(Process process, HttpClient http) : IDisposable
    {
        public HttpClient Http { get; } = http;

        public static async Task<Running> StartAsync(IReadOnlyDictionary<string, string?> settings)
        {
            var program = Path.Combine(AppContext.BaseDirectory, "prilavok.dll");
            var start = new ProcessStartInfo("dotnet", [program, "serve", "--no-demo", "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, UseShellExecute = false };
            foreach (var (name, value) in settings)
            {
                start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith(Announcement, StringComparison.Ordinal))
                {
                    return new Running(process, new HttpClient { BaseAddress = new Uri(line[Announcement.Length..]), Timeout = TimeSpan.FromMinutes(5) });
                }
            }

            throw new InvalidOperationException("The program ended before it listened.");
        }

        public async Task KillAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
            Http.Dispose();
        }
    }
}

public sealed class SqliteBulkRestartTests : BulkRestartTests<SqliteFixture>;

public sealed class PostgreSqlBulkRestartTests : BulkRestartTests<PostgreSqlFixture>;
