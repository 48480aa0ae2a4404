using System.Security.Cryptography;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>What a start makes of the master key it is given, or not.</summary>
public sealed class MasterKeyTests : IAsyncLifetime
{
    private const string Name = "PRILAVOK__MASTERKEY";

    private readonly PostgreSqlFixture _store = new();

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nodes_with_folders_of_their_own_read_each_others_secrets_under_one_key_and_no_other_comes_up()
    {
        var key = NewKey();
        await using var first = new ServerProcess(_store, (Name, key));
        await using var second = first.AddNodeElsewhere((Name, key));
        await using var stranger = first.AddNodeElsewhere((Name, NewKey()));
        await using var keyless = first.AddNodeElsewhere();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());

        foreach (var (here, there) in new[] { (first, second), (second, first) })
        {
            var tenant = await Tenant.CreateAsync(here.Http, new { name = "Loyalty", serviceToken = Tenant.ServiceToken });
            (await (tenant.App with { Http = there.Http }).GetAsync("/stores")).Expect(200);
            var shown = (await (tenant.Publisher with { Http = there.Http }).GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json;
            Assert.Equal(Tenant.ServiceToken, (string)shown["serviceToken"]!);
        }

        Assert.False(File.Exists(Path.Combine(first.Data, "master.key")));
        await RefusesAsync(stranger, "is not that of this database");
        await RefusesAsync(keyless, "no master key is given here");
        Assert.False(File.Exists(Path.Combine(keyless.Data, "master.key")));
        (await new Caller(second.Http).GetAsync("/readyz")).Expect(200);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_have_one_set_of_keys()
    {
        var key = NewKey();
        await using var first = new ServerProcess(_store, (Name, key));
        await using var second = first.AddNodeElsewhere((Name, key));
        await using var third = first.AddNodeElsewhere((Name, key));
        await Task.WhenAll(first.StartAsync(), second.StartAsync(), third.StartAsync());
        await using var connection = await _store.OpenAsync();

        Assert.Equal((1, 1, 1), await connection.QuerySingleAsync<(long, long, long)>(
            "SELECT (SELECT COUNT(*) FROM master_keys), (SELECT COUNT(*) FROM data_keys), (SELECT COUNT(*) FROM canaries)"));
        Assert.DoesNotContain("masterKey", System.Text.Encoding.UTF8.GetString((await connection.QuerySingleAsync<byte[]>("SELECT wrapped FROM data_keys"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_no_key_stops_the_start_and_is_named()
    {
        await using var server = new ServerProcess(_store);
        await RefusesAsync(server.AddNodeElsewhere((Name, "not base64!")), "Prilavok:MasterKey is not base64");
        await RefusesAsync(server.AddNodeElsewhere((Name, Convert.ToBase64String(new byte[16]))), "Prilavok:MasterKey holds 16 bytes");
        await RefusesAsync(server.AddNodeElsewhere(("PRILAVOK__MASTERKEYFILE", "/none/there")), "/none/there, which cannot be read");
        await RefusesAsync(server.AddNodeElsewhere(("PRILAVOK__MASTERKEYFILE", Path.GetTempPath())), "is a folder");
        await RefusesAsync(server.AddNodeElsewhere((Name, NewKey()), ("PRILAVOK__MASTERKEYFILE", "/none/there")), "both given");
        var cutShort = server.AddNodeElsewhere();
        await File.WriteAllTextAsync(Path.Combine(cutShort.Data, "master.key"), NewKey()[..20], TestContext.Current.CancellationToken);
        await RefusesAsync(cutShort, "master.key holds 15 bytes");
    }

    [Fact]
    public async Task A_file_is_as_good_as_a_value()
    {
        var key = NewKey();
        await using var server = new ServerProcess(_store, (Name, key));
        await server.StartAsync();
        var file = Path.Combine(server.Data, "key");
        await File.WriteAllTextAsync(file, key + "\n", TestContext.Current.CancellationToken);
        await using var other = server.AddNodeElsewhere(("PRILAVOK__MASTERKEYFILE", file));
        await other.StartAsync();

        (await new Caller(other.Http).GetAsync("/readyz")).Expect(200);
    }

    [Fact]
    public async Task Where_a_key_is_missing_a_node_is_not_ready_and_does_not_start_but_for_forgetting()
    {
        await using var server = new ServerProcess(_store, (Name, NewKey()));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", serviceToken = Tenant.ServiceToken });
        await using (var connection = await _store.OpenAsync())
        {
            await connection.ExecuteAsync("UPDATE canaries SET kept = 'CfDJ8' || substr(kept, 6, 20) || 'A' || substr(kept, 27)");
        }

        var refused = (await new Caller(server.Http).GetAsync("/readyz")).Expect(503);
        Assert.Contains("keys of this server do not open", refused.Text, StringComparison.Ordinal);
        await server.KillAsync();
        await RefusesAsync(server, "is missing or damaged");

        await server.StartAsync("--forget-secrets");
        (await new Caller(server.Http).GetAsync("/readyz")).Expect(200);
        (await tenant.App.GetAsync("/stores")).Expect(200); // Its secrets open: nothing of them is dropped.
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static async Task RefusesAsync(ServerProcess node, string words)
    {
        Assert.Equal(1, await node.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));
        Assert.Contains(words, node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.Output, StringComparison.Ordinal);
    }
}
