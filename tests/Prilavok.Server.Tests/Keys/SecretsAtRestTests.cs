using System.Data.Common;
using System.Text;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>Whoever gets hold of the data gets no token with it.</summary>
public sealed class SecretsAtRestTests
{
    [Fact]
    public async Task No_secret_stands_in_plain_in_the_files_of_SQLite()
    {
        await using var partner = await PartnerService.StartAsync();
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());
        var (known, secrets) = await FillAsync(server, partner);

        var folder = server.Store.Settings["Prilavok:Data"]!;
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(ReadShared).ToList();

        Assert.Contains(files, bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(known)) >= 0);
        Assert.All(secrets, secret => Assert.DoesNotContain(files, bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0));
    }

    [Fact]
    public async Task No_secret_stands_in_plain_in_the_tables_of_PostgreSQL()
    {
        await using var partner = await PartnerService.StartAsync();
        await using var server = await ServerFixture.StartAsync(new PostgreSqlFixture());
        var (known, secrets) = await FillAsync(server, partner);
        await using var connection = await server.Store.OpenAsync();

        var rows = await DumpAsync(connection);

        Assert.Contains(known, rows, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, rows, StringComparison.Ordinal));
    }

    /// <returns>A text that must be found, to know that the search works, and those that must not.</returns>
    private static async Task<(string Known, string[] Secrets)> FillAsync(ServerFixture server, PartnerService partner)
    {
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner), install: false);
        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "a-text-that-must-be-found"));
        await tenant.SettleAsync();
        var signed = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { signing = true })).Expect(200).Json;
        return (
            "a-text-that-must-be-found",
            [
                tenant.App.Token!, till.Caller.Token!, tenant.Owner.Token!, tenant.Publisher.Token!, tenant.Password, PartnerService.UserToken,
                Tenant.ServiceToken["Basic ".Length..], ((string)signed["signingSecret"]!)["whsec_".Length..],
            ]);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Every row of every table as text, bytes decoded.</summary>
    private static async Task<string> DumpAsync(DbConnection connection)
    {
        var text = new StringBuilder();
        var tables = await connection.QueryAsync<string>("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()");
        foreach (var table in tables)
        {
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"SELECT * FROM {table}"))
            {
                text.AppendLine(string.Join('|', row.Values.Select(value => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value)));
            }
        }

        return text.ToString();
    }
}
