using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Apps;

public abstract class PublisherTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TokenLives Lives = new(TimeSpan.FromMinutes(30), TimeSpan.FromDays(30));

    private IPublishers Publishers => Node.Get<IPublishers>();

    private AdmitPublisher Admit => Node.Get<AdmitPublisher>();

    private async Task<TokenPair?> AdmitAsync(string login, string password) =>
        (await Admit.ByPasswordAsync(login, password, null, Lives, Ct) as AdmitOutcome.Admitted)?.Pair;

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
        Assert.Equal(first.Refresh, second!.Refresh);
        Assert.NotEqual(first.Access, second.Access);
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(second.Access));
        Assert.Null(await Admit.ByRefreshAsync(second.Access, Lives, Ct));

        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Admit.ByRefreshAsync(first.Refresh, Lives, Ct));
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
