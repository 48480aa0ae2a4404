using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>A database from the time when keys lay in a folder, and one of a newer program.</summary>
public sealed class TakenOverTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Keys_of_a_folder_go_on_opening_and_without_them_the_start_is_refused_but_for_forgetting()
    {
        await using var server = new ServerProcess(_store);
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", serviceToken = Tenant.ServiceToken });
        await server.KillAsync();
        var folder = Path.Combine(server.Data, "keys");
        await AgeAsync(server, folder, tenant);

        await server.StartAsync();
        Assert.Contains("master.key", server.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
        Assert.Single(Directory.GetFiles(folder + ".taken-over"));
        Assert.Equal(tenant.App.Token, await TokenAsync(tenant));
        await server.KillAsync();

        await AgeAsync(server, null, tenant);
        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("keys that are not here", server.Output, StringComparison.Ordinal);
        await server.StartAsync("--forget-secrets");
        (await tenant.App.GetAsync("/stores")).Expect(403); // The app was removed.
        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(201);
        Assert.NotEqual(tenant.App.Token, await TokenAsync(tenant));
        Assert.Null((string?)(await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json["serviceToken"]);
    }

    [Fact]
    public async Task A_database_that_a_newer_program_has_changed_is_refused_with_what_is_unknown()
    {
        await using var server = new ServerProcess(_store);
        await using (var connection = await _store.OpenAsync())
        {
            await connection.ExecuteAsync("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Prilavok.Storage.Migrations.9001_later.sql', '2030-01-01')");
        }

        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));

        Assert.Contains("9001_later", server.Output, StringComparison.Ordinal);
        Assert.Contains("newer version", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    private static async Task<string?> TokenAsync(Tenant tenant)
    {
        var apps = (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Json["items"]!.AsArray();
        return (string?)apps.Single(app => (string)app!["appId"]! == tenant.AppId)!["installation"]!["token"];
    }

    /// <summary>Makes the database one from before: its keys lie in a folder in plain, or are lost.</summary>
    private async Task AgeAsync(ServerProcess server, string? folder, Tenant tenant)
    {
        var services = new ServiceCollection();
        var made = Directory.CreateTempSubdirectory("prilavok-keys-");
        services.AddDataProtection().SetApplicationName("Prilavok").PersistKeysToFileSystem(folder is null ? made : new DirectoryInfo(folder));
        await using var provider = services.BuildServiceProvider();
        var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Prilavok.Tokens");
        await using var connection = await _store.OpenAsync();
        await connection.ExecuteAsync("DELETE FROM data_keys; DELETE FROM master_keys; DELETE FROM canaries; DELETE FROM sandbox_secrets");
        await connection.ExecuteAsync("UPDATE installations SET token = @token, user_token = NULL", new { token = protector.Protect(tenant.App.Token!) });
        File.Delete(Path.Combine(server.Data, "master.key"));
        made.Delete(recursive: true);
    }
}
