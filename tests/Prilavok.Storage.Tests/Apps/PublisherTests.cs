using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Billing;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Apps;

public abstract class PublisherTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TokenLives Lives = new(TimeSpan.FromMinutes(30), TimeSpan.FromDays(30), Rotates: true);

    private IPublishers Publishers => Node.Get<IPublishers>();

    private AdmitPublisher Admit => Node.Get<AdmitPublisher>();

    private async Task<TokenPair?> AdmitAsync(string login, string password) =>
        (await Admit.ByPasswordAsync(login, password, null, Lives, Asker.Unknown, Ct) as AdmitOutcome.Admitted)?.Pair;

    [Fact]
    public async Task A_publisher_is_read_back_as_kept()
    {
        var publisher = new Publisher("p-1", "dev@example.test", Now);

        Assert.True(await Node.WriteAsync(work => Publishers.AddAsync(work, publisher)));

        Assert.Equal(publisher, await Node.ReadAsync(s => Publishers.FindAsync(s, "p-1")));
        Assert.Null(await Node.ReadAsync(s => Publishers.FindAsync(s, "p-2")));
    }

    [Fact]
    public async Task A_login_belongs_to_one_publisher()
    {
        await Node.WriteAsync(work => Publishers.AddAsync(work, new Publisher("p-1", "dev@example.test", Now)));

        Assert.False(await Node.WriteAsync(work => Publishers.AddAsync(work, new Publisher("p-2", "Dev@example.test", Now))));
        Assert.Null(await Node.ReadAsync(s => Publishers.FindAsync(s, "p-2")));
    }

    [Fact]
    public async Task The_account_of_a_sandbox_app_lets_its_publisher_in()
    {
        var app = await AppAsync();

        var pair = await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!);

        Assert.Equal(new Grant.OfPublisher(app.App.PublisherId), await RecogniseAsync(pair!.Access));
        Assert.Equal(new Grant.OfPublisher(app.App.PublisherId), await RecogniseAsync(app.PublisherToken!));
        Assert.IsType<Grant.None>(await RecogniseAsync(pair.Refresh));
        Assert.Null(await AdmitAsync(app.PublisherLogin!, app.PublisherPassword + "x"));
        Assert.Null(await AdmitAsync("nobody@example.test", app.PublisherPassword!));
    }

    [Fact]
    public async Task An_access_token_dies_on_time_however_often_it_was_used()
    {
        var app = await AppAsync();
        var pair = await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!);

        Store.Clock.Advance(Lives.Access - TimeSpan.FromMilliseconds(1));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(pair!.Access));
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<Grant.None>(await RecogniseAsync(pair.Access));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(app.PublisherToken!));
    }

    [Fact]
    public async Task A_refresh_token_gets_access_again_until_it_runs_out_itself()
    {
        var app = await AppAsync();
        var first = (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))!;

        Store.Clock.Advance(Lives.Refresh - TimeSpan.FromMinutes(1));
        var second = await Admit.ByRefreshAsync(first.Refresh, Lives, Ct);
        Assert.NotEqual(first.Refresh, second!.Refresh);
        Assert.NotEqual(first.Access, second.Access);
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(second.Access));
        Assert.Null(await Admit.ByRefreshAsync(second.Access, Lives, Ct));

        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Admit.ByRefreshAsync(second.Refresh, Lives, Ct));
    }

    [Fact]
    public async Task A_refresh_token_that_is_brought_again_ends_all_that_came_of_it_and_nothing_else()
    {
        var app = await AppAsync();
        var other = (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))!;
        var pairs = new List<TokenPair> { (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))! };
        for (var i = 0; i < 3; i++)
        {
            pairs.Add((await Admit.ByRefreshAsync(pairs[^1].Refresh, Lives, Ct))!);
        }

        Assert.Distinct(pairs.Select(pair => pair.Refresh));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(pairs[0].Access));
        Assert.Null(await Admit.ByRefreshAsync(pairs[1].Refresh, Lives, Ct));

        Assert.Null(await Admit.ByRefreshAsync(pairs[^1].Refresh, Lives, Ct));
        foreach (var pair in pairs)
        {
            Assert.IsType<Grant.None>(await RecogniseAsync(pair.Access));
        }

        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(other.Access));
        Assert.NotNull(await Admit.ByRefreshAsync(other.Refresh, Lives, Ct));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(app.PublisherToken!));
    }

    [Fact]
    public async Task Of_two_who_bring_a_refresh_token_at_once_at_most_one_gets_another()
    {
        var app = await AppAsync();
        var second = Store.AddNode();
        var first = (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))!;

        var pairs = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => (i % 2 == 0 ? Node : second).Get<AdmitPublisher>().ByRefreshAsync(first.Refresh, Lives, Ct)));

        var got = Assert.Single(pairs, pair => pair is not null)!;
        Assert.Null(await Admit.ByRefreshAsync(got.Refresh, Lives, Ct));
    }

    [Fact]
    public async Task Where_they_do_not_rotate_a_refresh_token_is_good_until_it_is_over_and_rotates_when_they_do()
    {
        var app = await AppAsync();
        var still = Lives with { Rotates = false };
        var first = Assert.IsType<AdmitOutcome.Admitted>(await Admit.ByPasswordAsync(app.PublisherLogin!, app.PublisherPassword!, null, still, Asker.Unknown, Ct)).Pair;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(first.Refresh, (await Admit.ByRefreshAsync(first.Refresh, still, Ct))!.Refresh);
        }

        var turned = (await Admit.ByRefreshAsync(first.Refresh, Lives, Ct))!.Refresh;
        Assert.Equal(turned, (await Admit.ByRefreshAsync(turned, still, Ct))!.Refresh);
        Assert.Null(await Admit.ByRefreshAsync(first.Refresh, Lives, Ct));
        Assert.Null(await Admit.ByRefreshAsync(turned, Lives, Ct));
    }

    [Fact]
    public async Task Access_tokens_of_one_family_have_a_bound()
    {
        var app = await AppAsync();
        var pairs = new List<TokenPair> { (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))! };
        for (var i = 0; i < 20; i++)
        {
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
            pairs.Add((await Admit.ByRefreshAsync(pairs[^1].Refresh, Lives, Ct))!);
        }

        Assert.IsType<Grant.None>(await RecogniseAsync(pairs[0].Access));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(pairs[1].Access));
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(pairs[20].Access));
    }

    [Fact]
    public async Task Tokens_that_are_over_do_not_pile_up()
    {
        var app = await AppAsync();
        var first = (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))!;
        Store.Clock.Advance(Lives.Access);

        await Admit.ByRefreshAsync(first.Refresh, Lives, Ct);

        Assert.Null(await Node.ReadAsync(s => Node.Get<ITokens>().FindAsync(s, Ids.HashOf(first.Access))));
        Assert.NotNull(await Node.ReadAsync(s => Node.Get<ITokens>().FindAsync(s, Ids.HashOf(app.PublisherToken!))));
    }

    [Fact]
    public async Task A_removed_tenant_leaves_nothing_of_its_publisher()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Apps.Single();
        var pair = (await AdmitAsync(app.PublisherLogin!, app.PublisherPassword!))!;
        var other = await AppAsync();

        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);

        Assert.Null(await Node.ReadAsync(s => Publishers.FindAsync(s, app.App.PublisherId)));
        Assert.Null(await Admit.ByRefreshAsync(pair.Refresh, Lives, Ct));
        Assert.IsType<Grant.None>(await RecogniseAsync(pair.Access));
        Assert.NotNull(await AdmitAsync(other.PublisherLogin!, other.PublisherPassword!));
    }

    [Fact]
    public async Task A_cloud_token_that_was_asked_for_works_beside_the_installations_own_and_dies_on_time()
    {
        var shop = await Shop.OpenAsync(Node);
        var life = TimeSpan.FromHours(1);
        var issued = await Node.Get<IssueInstallationToken>().HandleAsync(shop.App.Id, shop.OwnerId, life, Ct);

        Assert.Equal(Now + life, issued!.Value.ExpiresAt);
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(issued.Value.Token));
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(shop.CloudToken));
        Store.Clock.Advance(life);

        Assert.IsType<Grant.None>(await RecogniseAsync(issued.Value.Token));
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(shop.CloudToken));
    }

    [Fact]
    public async Task A_cloud_token_that_was_asked_for_goes_with_the_app()
    {
        var shop = await Shop.OpenAsync(Node);
        var issued = await Node.Get<IssueInstallationToken>().HandleAsync(shop.App.Id, shop.OwnerId, TimeSpan.FromHours(1), Ct);
        await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Core.Log.Source.System, shop.App.Id, Ct);

        Assert.IsType<Grant.Removed>(await RecogniseAsync(issued!.Value.Token));
        Assert.Null(await Node.Get<IssueInstallationToken>().HandleAsync(shop.App.Id, shop.OwnerId, TimeSpan.FromHours(1), Ct));
    }

    private async Task<TenantApp> AppAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        return (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Apps.Single();
    }

    private async Task<Grant> RecogniseAsync(string token) => await Node.Get<RecogniseToken>().HandleAsync(token, Ct);
}

public sealed class SqlitePublisherTests : PublisherTests<SqliteFixture>;

public sealed class PostgreSqlPublisherTests : PublisherTests<PostgreSqlFixture>;
