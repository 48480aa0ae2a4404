using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Billing;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Publishing;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Apps;

public abstract class VersionsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IApps Apps => Node.Get<IApps>();

    [Fact]
    public async Task An_app_for_everybody_is_installed_by_testers_before_it_is_published_and_by_all_afterwards()
    {
        var (tester, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        var app = await RegisterAsync();
        await TestAsync(app, tester);
        Assert.DoesNotContain(app.Id, await OfferedAsync(tester));

        await MoveAsync(app, 1, VersionMove.Test);
        Assert.Contains(app.Id, await OfferedAsync(tester));
        Assert.DoesNotContain(app.Id, await OfferedAsync(other));
        Assert.IsType<InstallOutcome.Installed>(await Node.InstallAsync(tester.OwnerId, app.Id));
        Assert.IsType<InstallOutcome.AppUnknown>(await Node.InstallAsync(other.OwnerId, app.Id));

        await MoveAsync(app, 1, VersionMove.Review);
        Store.Clock.Advance(TimeSpan.FromDays(7));
        await MoveAsync(app, 1, VersionMove.Publish);
        Assert.Contains(app.Id, await OfferedAsync(other));
        Assert.IsType<InstallOutcome.Installed>(await Node.InstallAsync(other.OwnerId, app.Id));
    }

    [Fact]
    public async Task Publishing_archives_the_former_version_and_brings_its_owners_along_with_their_lanes()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Stores);
        await CreateAsync(shop.App);
        await EditAsync(shop.App, 2, Channel.Documents);
        Assert.Equal([Channel.Stores], await LanesAsync(shop));

        await PublishAsync(shop.App, 2);

        Assert.Equal([VersionState.Archived, VersionState.Published], await StatesAsync(shop.App));
        Assert.Equal((2, 1), await InstalledAsync(shop));
        Assert.Equal([Channel.Documents], await LanesAsync(shop));
        Assert.Equal(2, (await Node.ReadAsync(s => Apps.FindAsync(s, shop.App.Id)))!.Version.Number);
    }

    [Fact]
    public async Task A_tester_of_a_newer_version_stays_on_it_when_an_older_one_is_published()
    {
        var (tester, owner) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        var app = await RegisterAsync();
        await PublishAsync(app, 1);
        await TestAsync(app, tester);
        await CreateAsync(app);
        await CreateAsync(app);
        await MoveAsync(app, 3, VersionMove.Test);
        await Node.InstallAsync(tester.OwnerId, app.Id);
        await Node.InstallAsync(owner.OwnerId, app.Id);
        Assert.Equal((3, 1), await InstalledAsync(tester, app));
        Assert.Equal((1, 1), await InstalledAsync(owner, app));

        await PublishAsync(app, 2);

        Assert.Equal((3, 1), await InstalledAsync(tester, app));
        Assert.Equal((2, 1), await InstalledAsync(owner, app));
    }

    [Fact]
    public async Task Ticking_terminals_brings_what_the_store_has()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Stores);
        await TestAsync(shop.App, shop);
        await CreateAsync(shop.App);
        await EditAsync(shop.App, 2, Channel.Documents);
        await MoveAsync(shop.App, 2, VersionMove.Test);
        Assert.Equal((1, 1), await InstalledAsync(shop));

        await Node.Get<TickTerminals>().HandleAsync(shop.OwnerId, shop.App.Id, [shop.Terminal.Id], Ct);

        Assert.Equal((2, 1), await InstalledAsync(shop));
        Assert.Equal([Channel.Documents], await LanesAsync(shop));
    }

    [Fact]
    public async Task Of_drafts_made_at_once_by_several_nodes_two_stay()
    {
        var app = await RegisterAsync();
        Node[] nodes = [Node, Store.AddNode()];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => nodes[i % 2].Get<EditVersions>().CreateAsync(app.PublisherId, app.Id, Ct)));

        Assert.Single(outcomes, outcome => outcome is VersionOutcome.Done);
        Assert.All(
            outcomes.Where(outcome => outcome is not VersionOutcome.Done),
            outcome => Assert.Equal(new VersionOutcome.Broken(VersionRule.TwoUnpublished), outcome));
        Assert.Equal([VersionState.Draft, VersionState.Draft], await StatesAsync(app));
    }

    [Fact]
    public async Task A_version_is_read_back_as_kept()
    {
        var shop = await Shop.OpenAsync(Node);
        await CreateAsync(shop.App);
        await MoveAsync(shop.App, 2, VersionMove.Test);
        await MoveAsync(shop.App, 2, VersionMove.Review);
        var since = Now;
        Store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(since, (await FindAsync(shop.App, 2)).Version.ReviewSince);

        await Node.Get<EditVersions>().MoveAsync(
            shop.App.PublisherId, shop.App.Id.ToUpperInvariant(), AppVersion.IdOf(shop.App.Id, 2).ToUpperInvariant(), VersionMove.Remark, "Замечание", Ct);

        var version = (await FindAsync(shop.App, 2)).Version;
        Assert.Equal(new AppVersion(2, 1, VersionState.Draft, since, Now) { Remarks = "Замечание" }, version);
        Assert.Equal(
            ["created", "version 2 created", "version 2 put to the test", "version 2 sent back with remarks", "version 2 sent to review"],
            (await Node.ReadAsync(s => Node.Get<IAudit>().ListAsync(s, shop.App.Id, 10))).Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_is_replaced_in_every_version_that_signs()
    {
        var shop = await Shop.OpenAsync(Node);
        var edit = Node.Get<EditApps>();
        await edit.ChangeAsync(shop.App.PublisherId, shop.App.Id, settings => settings with { Signing = true }, Ct);
        await CreateAsync(shop.App);
        await CreateAsync(shop.App);
        await Node.Get<EditVersions>().ChangeAsync(
            shop.App.PublisherId, shop.App.Id, AppVersion.IdOf(shop.App.Id, 3), settings => settings with { Signing = false }, Ct);
        var before = (await FindAsync(shop.App, 1)).Settings.SigningKeys[0].Secret;

        await edit.RotateKeyAsync(shop.App.PublisherId, shop.App.Id, TimeSpan.FromDays(1), Now, Ct);

        var keys = (await Node.ReadAsync(s => Apps.VersionsAsync(s, shop.App.Id))).Select(app => app.Settings.SigningKeys).ToList();
        Assert.Equal([2, 2, 0], keys.Select(some => some.Count));
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(before, keys[0][0].Secret);
        Assert.Equal(new SigningKey(before, Now.AddDays(1)), keys[0][1]);
    }

    [Fact]
    public async Task Testers_are_owners_and_at_most_five()
    {
        var shops = new List<Shop>();
        for (var i = 0; i < 6; i++)
        {
            shops.Add(await Shop.OpenAsync(Node));
        }

        var app = await RegisterAsync();
        var logins = new List<string>();
        foreach (var shop in shops)
        {
            logins.Add((await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Owner.Login);
        }

        var testers = Node.Get<EditTesters>();
        Assert.IsType<TestersOutcome.TooMany>(await testers.HandleAsync(app.PublisherId, app.Id, logins, Ct));
        Assert.IsType<TestersOutcome.AppUnknown>(await testers.HandleAsync("somebody else", app.Id, [], Ct));
        Assert.Empty(await Node.ReadAsync(s => Node.Get<ITesters>().ListAsync(s, app.Id)));

        Assert.IsType<TestersOutcome.Done>(await testers.HandleAsync(app.PublisherId, app.Id, [logins[5], .. logins[..4], logins[5].ToUpperInvariant()], Ct));
        Assert.IsType<TestersOutcome.Done>(await testers.HandleAsync(app.PublisherId, app.Id, logins[..2], Ct));
        Assert.Equal(logins[..2].Order(StringComparer.Ordinal), await Node.ReadAsync(s => Node.Get<ITesters>().ListAsync(s, app.Id)));
    }

    [Fact]
    public async Task A_login_is_a_tester_whether_an_owner_has_it_or_not_and_whoever_takes_it_later_sees_the_app()
    {
        var app = await RegisterAsync();
        await MoveAsync(app, 1, VersionMove.Test);
        var outcome = await Node.Get<EditTesters>().HandleAsync(app.PublisherId, app.Id, ["8 (900) 555-01-01", "nobody@example.test"], Ct);
        Assert.Equal(["79005550101", "nobody@example.test"], Assert.IsType<TestersOutcome.Done>(outcome).Logins);

        var owner = (await Node.Get<OpenAccount>().ForOwnerAsync("+7 900 555-01-01", "Sesame", null, Ct))!;

        Assert.Equal(app.Id, Assert.Single(await Node.ReadAsync(s => Apps.OfferedAsync(s, owner.Id))).Id);
    }

    /// <summary>Each sandbox is a world of its own: its app is nobody else's to test.</summary>
    [Fact]
    public async Task A_sandbox_app_has_no_testers_from_outside()
    {
        var (shop, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        var login = (await Node.Get<DescribeTenant>().HandleAsync(other.OwnerId, Ct))!.Owner.Login;

        Assert.IsType<TestersOutcome.Outside>(await Node.Get<EditTesters>().HandleAsync(shop.App.PublisherId, shop.App.Id, [login], Ct));
        var mine = await Node.Get<EditApps>().RegisterAsync(shop.App.PublisherId, new AppSettings { Name = "Second" }, Ct);
        Assert.Equal(shop.OwnerId, mine.SandboxOwnerId);
        await PublishAsync(mine, 1, VersionMove.Approve);
        Assert.Contains(mine.Id, await OfferedAsync(shop));
        Assert.DoesNotContain(mine.Id, await OfferedAsync(other));
    }

    private Task<App> RegisterAsync() => Node.Get<EditApps>().RegisterAsync("publisher", new AppSettings { Name = "Loyalty" }, Ct);

    private async Task CreateAsync(App app) =>
        Assert.IsType<VersionOutcome.Done>(await Node.Get<EditVersions>().CreateAsync(app.PublisherId, app.Id, Ct));

    private async Task EditAsync(App app, int number, Channel channel) => Assert.IsType<VersionOutcome.Done>(await Node.Get<EditVersions>().ChangeAsync(
        app.PublisherId,
        app.Id,
        AppVersion.IdOf(app.Id, number),
        settings => settings with { Urls = new Dictionary<Channel, string> { [channel] = "https://partner.test/" } },
        Ct));

    private async Task MoveAsync(App app, int number, VersionMove move) => Assert.IsType<VersionOutcome.Done>(
        await Node.Get<EditVersions>().MoveAsync(app.PublisherId, app.Id, AppVersion.IdOf(app.Id, number), move, null, Ct));

    /// <param name="verdict">Null lets the review end by time.</param>
    private async Task PublishAsync(App app, int number, VersionMove? verdict = null)
    {
        await MoveAsync(app, number, VersionMove.Test);
        await MoveAsync(app, number, VersionMove.Review);
        if (verdict is { } move)
        {
            await MoveAsync(app, number, move);
        }
        else
        {
            Store.Clock.Advance(TimeSpan.FromDays(7));
        }

        await MoveAsync(app, number, VersionMove.Publish);
    }

    private async Task TestAsync(App app, Shop shop)
    {
        var login = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Owner.Login;
        Assert.IsType<TestersOutcome.Done>(await Node.Get<EditTesters>().HandleAsync(app.PublisherId, app.Id, [login], Ct));
    }

    private async Task<App> FindAsync(App app, int number) =>
        (await Node.ReadAsync(s => Apps.VersionsAsync(s, app.Id))).Single(one => one.Version.Number == number);

    private async Task<IEnumerable<VersionState>> StatesAsync(App app) =>
        (await Node.ReadAsync(s => Apps.VersionsAsync(s, app.Id))).Select(one => one.Version.State);

    private async Task<IEnumerable<string>> OfferedAsync(Shop shop) =>
        (await Node.ReadAsync(s => Apps.OfferedAsync(s, shop.OwnerId))).Select(app => app.Id);

    private async Task<(int, int)> InstalledAsync(Shop shop, App? app = null)
    {
        var installation = (await Node.ReadAsync(s => Node.Get<IInstallations>().FindAsync(s, shop.OwnerId, (app ?? shop.App).Id)))!;
        return (installation.Version, installation.Revision);
    }

    private async Task<IEnumerable<Channel>> LanesAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Lanes.ListAsync(s, new LaneQuery(shop.App.Id), 1000))).Select(lane => lane.Key.Channel);
}

public sealed class SqliteVersionsTests : VersionsTests<SqliteFixture>;

public sealed class PostgreSqlVersionsTests : VersionsTests<PostgreSqlFixture>;
