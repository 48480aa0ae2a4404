using System.Text;
using Dapper;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Billing;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Publishing;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Apps;

public abstract class AppsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly AppSettings Settings = new()
    {
        Name = "Лояльность",
        ServiceToken = "Basic c2VjcmV0",
        UserVerifyUrl = "https://partner.test/verify",
        Urls = new Dictionary<Channel, string> { [Channel.Documents] = "https://partner.test/{storeUuid}" },
        DocumentsFormat = WireFormat.V2,
        EntitiesFormat = WireFormat.V1,
        Ordered = false,
        Rights = ["store:read"],
        Plans = [new Plan("p", "Plan", 100_00, PlanPeriod.Year, PerDevice: true)],
        TrialDays = 14,
    };

    private IApps Apps => Node.Get<IApps>();

    [Fact]
    public async Task An_app_is_read_back_as_kept_under_any_case_of_its_id()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = new App { Id = "app-À", PublisherId = "p1", SandboxOwnerId = null, Version = AppVersion.First(VersionState.Published, Now), Settings = Settings, CreatedAt = Now };
        await SaveAsync(app with { Id = "APP-À" });
        Assert.Equivalent(app with { Id = "app-à" }, await FindAsync("App-à"), strict: true);

        await SaveAsync(app with { Settings = new AppSettings { Name = "Other" } });
        Assert.Equivalent(new AppSettings { Name = "Other" }, (await FindAsync("APP-À"))!.Settings, strict: true);
        Assert.Equal(
            [app.Id.ToLowerInvariant(), shop.App.Id],
            (await Node.ReadAsync(s => Apps.OfferedAsync(s, shop.OwnerId))).Select(offered => offered.Id).OrderDescending(StringComparer.Ordinal));
    }

    /// <summary>As the first version wrote them, with what it knew.</summary>
    [Fact]
    public async Task Settings_of_an_older_version_are_read()
    {
        var shop = await Shop.OpenAsync(Node);
        await using (var connection = await Store.OpenAsync())
        {
            var kept = Encoding.UTF8.GetBytes("""{"Name":"Old","Urls":{"Documents":"https://partner.test/d"},"DocumentsFormat":0,"Ordered":true,"Signing":false,"Plans":[]}""");
            await connection.ExecuteAsync("UPDATE app_revisions SET settings = @kept", new { kept });
            await connection.ExecuteAsync("UPDATE app_audit SET settings = @kept, changed = NULL", new { kept });
        }

        var settings = (await FindAsync(shop.App.Id))!.Settings;
        Assert.Equal(("Old", 0), (settings.Name, settings.SigningKeys.Count));
        Assert.Equal(Core.Apps.SigningScheme.Hmac, settings.SigningScheme);
        Assert.Equal("Old", Assert.Single(await Node.ReadAsync(s => Node.Get<IAudit>().ListAsync(s, shop.App.Id, 10))).Settings!.After.Name);
    }

    [Fact]
    public async Task An_owner_is_offered_the_apps_of_the_own_sandbox_and_those_for_everybody()
    {
        var one = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        Assert.Equal([one.App.Id], (await Node.ReadAsync(s => Apps.OfferedAsync(s, one.OwnerId))).Select(app => app.Id));
        Assert.IsType<InstallOutcome.AppUnknown>(await InstallAsync(other.OwnerId, one.App.Id));
    }

    [Fact]
    public async Task An_installation_freezes_the_rights_and_is_made_once()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = await Node.WriteAsync(shop.OwnerId, work => Node.Get<AddSandboxApp>().HandleAsync(work, Settings, isInstalled: false));
        Assert.IsType<InstallOutcome.Installed>(await InstallAsync(shop.OwnerId, app.Id));

        var installed = (await FindInstallationAsync(shop.OwnerId, app.Id.ToUpperInvariant()))!;
        Assert.Equal(("user-token", false, Now), (installed.UserToken, installed.PartnerBills, installed.CreatedAt));
        Assert.Equal(["store:read"], installed.Rights);
        Assert.Equal((shop.OwnerId, app.Id), (installed.OwnerId, installed.AppId));
        Assert.IsType<InstallOutcome.AlreadyInstalled>(await InstallAsync(shop.OwnerId, app.Id));
        Assert.Equal([shop.OwnerId], await Node.ReadAsync(s => Apps.OwnersAsync(s, app.Id.ToUpperInvariant())));
    }

    [Fact]
    public async Task Of_two_who_install_at_once_one_does()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = await Node.WriteAsync(shop.OwnerId, work => Node.Get<AddSandboxApp>().HandleAsync(work, Settings, isInstalled: false));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InstallAsync(shop.OwnerId, app.Id)));

        Assert.Single(outcomes, outcome => outcome is InstallOutcome.Installed);
    }

    [Fact]
    public async Task Changes_of_settings_made_at_once_all_stay_and_are_written_down()
    {
        var shop = await Shop.OpenAsync(Node);
        Node[] nodes = [Node, Store.AddNode()];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => nodes[i % 2].Get<EditApps>().ChangeAsync(
            shop.App.PublisherId,
            shop.App.Id,
            settings => settings with { Plans = [.. settings.Plans, new Plan($"p{i}", null, i, PlanPeriod.Once, false)] },
            Ct)));

        var kept = (await FindAsync(shop.App.Id))!.Settings;
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"p{i}"), kept.Plans.Select(plan => plan.Id).Order(StringComparer.Ordinal));
        var audit = await Node.ReadAsync(s => Node.Get<IAudit>().ListAsync(s, shop.App.Id.ToUpperInvariant(), 100));
        Assert.Equal(Enumerable.Range(0, 9), audit.Select(entry => entry.Settings?.After.Plans.Count ?? 0).Order());
        Assert.IsType<VersionOutcome.Unknown>(await nodes[0].Get<EditApps>().ChangeAsync("somebody else", shop.App.Id, settings => settings, Ct));
    }

    [Fact]
    public async Task An_entry_of_the_audit_holds_what_was_changed_and_nothing_else()
    {
        var app = (await Shop.OpenAsync(Node)).App;
        var tooLong = new string('x', 100_000);
        await ChangeAsync(settings => settings with { Name = "Named", Proxy = ["a.*"], ServiceToken = "Bearer other" });
        await ChangeAsync(settings => settings with { Proxy = null, VerifyForm = [new FormField("a", tooLong, false, null, null, null, null)] });
        await ChangeAsync(settings => settings);
        await Node.Get<EditHooks>().CreateAsync(app, "v-1", new HookSettings(["hook"], "https://a.test", null, InsecureSsl: false, Active: true), Ct);

        var audit = await Node.ReadAsync(s => Node.Get<IAudit>().ListAsync(s, app.Id, 10));

        Assert.Equal(["hook created", "changed", "changed", "changed"], audit.Take(4).Select(entry => entry.Action));
        Assert.All(audit.Take(2), entry => Assert.Null(entry.Settings));
        Assert.Equal(["Proxy", "VerifyForm"], audit[2].Settings!.Members!);
        Assert.Equal(["VerifyForm"], audit[2].Settings!.TooLong);
        Assert.Null(audit[2].Settings!.After.Proxy);
        Assert.Equal(["Name", "Proxy", "ServiceToken"], audit[3].Settings!.Members!);
        Assert.Equal(("Named", "a.*", null), (audit[3].Settings!.After.Name, audit[3].Settings!.After.Proxy![0], audit[3].Settings!.After.ServiceToken));
        await using var connection = await Store.OpenAsync();
        Assert.InRange(await connection.ExecuteScalarAsync<long>("SELECT MAX(LENGTH(settings)) FROM app_audit"), 1, 16 * 1024);

        async Task ChangeAsync(Func<AppSettings, AppSettings> change)
        {
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Node.Get<EditApps>().ChangeAsync(app.PublisherId, app.Id, change, Ct);
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Of_the_audit_the_newest_are_kept()
    {
        var (one, other) = ((await Shop.OpenAsync(Node)).App, (await Shop.OpenAsync(Node)).App);
        var audit = Node.Get<IAudit>();
        await Node.Get<Core.IStorage>().WriteAsync(
            async work =>
            {
                for (var i = 0; i < IAudit.MostKept + 10; i++)
                {
                    await audit.AddAsync(work, one.Id, new AuditEntry(Now.AddSeconds(i + 1), "p", $"{i}"));
                }

                return true;
            },
            Ct);

        var kept = await Node.ReadAsync(s => audit.ListAsync(s, one.Id, int.MaxValue));
        Assert.Equal((IAudit.MostKept, "1009", "10"), (kept.Count, kept[0].Action, kept[^1].Action));
        Assert.Single(await Node.ReadAsync(s => audit.ListAsync(s, other.Id, int.MaxValue)));
    }

    [Fact]
    public async Task No_secret_stands_in_any_table_as_it_is()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = await Node.WriteAsync(shop.OwnerId, work => Node.Get<AddSandboxApp>().HandleAsync(work, Settings, isInstalled: false));
        await InstallAsync(shop.OwnerId, app.Id);
        await Node.Get<EditApps>().ChangeAsync(app.PublisherId, app.Id, settings => settings with { TrialDays = 1 }, Ct);
        var tenant = await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct);
        var session = (LogInOutcome.Opened)await Node.Get<LogIn>().HandleAsync(new Credentials(AccountKind.Owner, tenant!.Owner.Login, tenant.Password!, null), Asker.Unknown, Ct);
        string?[] secrets =
        [
            tenant.Password, session.Token, .. tenant.Terminals.Select(terminal => terminal.Token), "user-token",
            .. tenant.Apps.SelectMany(a => new[] { a.Token, a.PublisherToken, a.App.Settings.ServiceToken?.Open() }),
        ];

        var text = await DumpAsync();
        Assert.Equal(10, secrets.Length);
        Assert.Contains(shop.OwnerId, text, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret!, text, StringComparison.Ordinal));
    }

    /// <summary>Every value of every table.</summary>
    private async Task<string> DumpAsync()
    {
        await using var connection = await Store.OpenAsync();
        var dump = new StringBuilder();
        foreach (var table in Schema.Tables)
        {
            foreach (var row in await connection.QueryAsync($"SELECT * FROM {table}"))
            {
                dump.AppendJoin('|', ((IDictionary<string, object?>)row).Values.Select(
                    value => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value)).AppendLine();
            }
        }

        return dump.ToString();
    }

    private Task<bool> SaveAsync(App app) => Node.WriteAsync(async work =>
    {
        await Apps.SaveAsync(work, app);
        return true;
    });

    private Task<App?> FindAsync(string id) => Node.ReadAsync(s => Apps.FindAsync(s, id));

    private Task<Installation?> FindInstallationAsync(string ownerId, string appId) =>
        Node.ReadAsync(s => Node.Get<IInstallations>().FindAsync(s, ownerId, appId));

    private Task<InstallOutcome> InstallAsync(string ownerId, string appId) =>
        Node.InstallAsync(ownerId, appId);
}

public sealed class SqliteAppsTests : AppsTests<SqliteFixture>;

public sealed class PostgreSqlAppsTests : AppsTests<PostgreSqlFixture>;
