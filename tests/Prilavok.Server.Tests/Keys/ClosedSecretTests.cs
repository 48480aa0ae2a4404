using System.Text;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>Everything that is kept as a secret has lost its key. Whoever calls is told so or does without, and nobody meets a fault.</summary>
public abstract class ClosedSecretTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    /// <summary>Every column with a text under protection; settings have theirs inside.</summary>
    private static readonly string[] Texts =
    [
        "installations.token", "installations.user_token", "sandbox_secrets.secret", "subscriptions.user_token", "accounts.factor_secret", "accounts.pending_secret",
        "forwarded.request", "forwarded.answer",
    ];

    private ServerFixture _server = null!;
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(new TStore(), settings: Servers.Administered);
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _partner.DisposeAsync();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_route_fails_and_the_app_can_be_removed_and_installed_anew()
    {
        var account = await Account.OpenAsync(_server.Http, _partner);
        (await account.Tenant.Publisher.PatchAsync($"/manage/v1/apps/{account.Tenant.AppId}", new { signing = true, serviceToken = "Bearer service-secret" })).Expect(200);
        await CloseAsync();

        var failed = new List<string>();
        var routes = _server.Routes.Select(route => (Route: route, Door: Door.Of(route))).Where(route => !IsAnEnd(route.Route)).ToList();
        foreach (var (route, door) in routes.OrderBy(route => Samples.MethodOf(route.Route) != HttpMethod.Get))
        {
            await CloseAsync(); // What a route has written opens again.
            foreach (var caller in new[] { account.For(door.Kind), account.Tenant.App }.Distinct())
            {
                var answer = await RouteCall.SendAsync(route, caller, account);
                if (answer.Status >= 500)
                {
                    failed.Add($"{route.Name()}: {answer.Asked} answered {answer.Status}: {answer.Text}");
                }
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
        await CloseAsync();
        (await account.Tenant.App.GetAsync("/stores")).Expect(200); // Its token is known by its hash.
        (await account.Tenant.Owner.DeleteAsync(account.Tenant.Manage($"/apps/{account.Tenant.AppId}/installation"))).Expect(204);
        (await account.Tenant.Publisher.PatchAsync($"/manage/v1/apps/{account.Tenant.AppId}", new { serviceToken = "Bearer new-secret" })).Expect(200);
        var form = new { username = "a", email = "a@b.test" };
        (await account.Tenant.Owner.PostAsync(account.Tenant.Manage($"/apps/{account.Tenant.AppId}/installation"), new { form })).Expect(201);
    }

    /// <summary>What would take away the account that the others are called with.</summary>
    private static bool IsAnEnd(RouteEndpoint route) =>
        Samples.MethodOf(route) == HttpMethod.Delete || route.Name() is "manage.logout" or "manage.password.change" or "manage.secondFactor.off" or "readyz" or "terminal.activate";

    /// <summary>Each secret as under a key that is gone.</summary>
    private async Task CloseAsync()
    {
        await using (var connection = await _server.Store.OpenAsync())
        {
            foreach (var column in Texts.Select(text => text.Split('.')))
            {
                await connection.ExecuteAsync($"UPDATE {column[0]} SET {column[1]} = 'CfDJ9' || substr({column[1]}, 6) WHERE {column[1]} LIKE 'CfDJ8%'");
            }

            foreach (var (table, key) in new[] { ("app_revisions", "app_id || number || '/' || revision"), ("hooks", "hook_id") })
            {
                foreach (var (id, settings) in (await connection.QueryAsync<(string Id, byte[] Settings)>($"SELECT {key}, settings FROM {table}")).ToList())
                {
                    var closed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(settings).Replace("\"CfDJ8", "\"CfDJ9", StringComparison.Ordinal));
                    await connection.ExecuteAsync($"UPDATE {table} SET settings = @closed WHERE {key} = @id", new { closed, id });
                }
            }
        }

        _server.Get<Core.OwnerCaches>().ForgetAll();
    }
}

public sealed class SqliteClosedSecretTests : ClosedSecretTests<SqliteFixture>;

public sealed class PostgreSqlClosedSecretTests : ClosedSecretTests<PostgreSqlFixture>;
