using Dapper;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Billing;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Publishing;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>What one node commits, the others hear of. The clock stands, so nothing is forgotten here for being old.</summary>
public sealed class AnnouncementTests : StoreTests<PostgreSqlFixture>
{
    /// <summary>Only so that a node that hears nothing fails the test instead of stopping it for ever.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Another_node_forgets_an_app_that_was_removed()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await StartAsync();
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(other, shop.CloudToken));
        await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct);

        await UntilAsync(other, shop.OwnerId, async () => await RecogniseAsync(other, shop.CloudToken) is Grant.Removed);
    }

    [Fact]
    public async Task Another_node_forgets_who_logged_out_and_who_was_removed_though_no_event_tells_of_it()
    {
        var shop = await Shop.OpenAsync(Node);
        var tenant = await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct);
        var session = (LogInOutcome.Opened)await Node.Get<LogIn>().HandleAsync(new Credentials(AccountKind.Owner, tenant!.Owner.Login, tenant.Password!, null), Asker.Unknown, Ct);
        var other = await StartAsync();
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(other, session.Token));
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(other, shop.CloudToken));

        await Node.Get<Sessions>().EndAsync(new Person(AccountKind.Owner, shop.OwnerId), session.Token, Ct);
        await UntilAsync(other, shop.OwnerId, async () => await RecogniseAsync(other, session.Token) is Grant.None);
        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);
        await UntilAsync(other, shop.OwnerId, async () => await RecogniseAsync(other, shop.CloudToken) is Grant.None);
    }

    [Fact]
    public async Task Another_node_is_told_that_a_lane_became_due()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var other = await StartAsync();
        var due = other.Get<LaneSignal>().Due;
        await Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [Sales.Document("d", Now)], Ct);

        await due.WaitAsync(Hang, TimeProvider.System, Ct);
    }

    [Fact]
    public async Task Another_node_forgets_a_publishers_token_that_was_taken_back()
    {
        var shop = await Shop.OpenAsync(Node);
        var publisher = new Person(AccountKind.Publisher, shop.App.PublisherId);
        var (made, token) = (await Node.Get<PersonalTokens>().MakeAsync(publisher, "CI", ["read"], null, Ct))!.Value;
        var other = await StartAsync();
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(other, token));

        await Node.Get<PersonalTokens>().RemoveAsync(publisher, made.Id, Ct);
        await UntilAsync(other, "", async () => await RecogniseAsync(other, token) is Grant.None);
    }

    [Fact]
    public async Task Another_node_sends_to_the_address_that_an_app_was_given()
    {
        const string There = "https://partner.test/there";
        var shop = await Shop.OpenAsync(Node, Channel.Receipts);
        var other = await StartAsync();
        Assert.NotEqual(There, await AddressAsync());

        await Node.Get<EditApps>().ChangeAsync(
            shop.App.PublisherId, shop.App.Id, settings => settings with { Urls = new Dictionary<Channel, string> { [Channel.Receipts] = There } }, Ct);
        await UntilAsync(other, shop.OwnerId, async () => await AddressAsync() == There);

        async Task<string> AddressAsync() => (await other.Get<AppCache>().FindAsync(shop.OwnerId, shop.App.Id, Ct)).App!.Settings.Urls[Channel.Receipts];
    }

    [Fact]
    public async Task What_a_node_could_not_hear_it_does_not_remember_once_it_hears_again()
    {
        var name = $"deaf-{Guid.CreateVersion7():n}";
        var shop = await Shop.OpenAsync(Node);
        await using var other = new Node(Store.Clock, options =>
        {
            Store.Configure(options);
            options.Postgres += ";Application Name=" + name;
        });
        await StartAsync(other);
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(other, shop.CloudToken));
        var waiting = other.Get<OwnerSignal>().NextAsync(shop.OwnerId);
        await DeafenAsync(name);
        await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct);
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(other, shop.CloudToken)); // Nobody has told it.

        await RestAsync(other);
        Assert.IsType<Grant.Removed>(await RecogniseAsync(other, shop.CloudToken));
        await waiting.WaitAsync(Hang, TimeProvider.System, Ct); // Who waits at the log looks again.
    }

    /// <summary>Ends the connection on which a node listens, and waits until the database knows.</summary>
    private async Task DeafenAsync(string name)
    {
        await using var connection = await Store.OpenAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity WHERE application_name = @name AND query LIKE 'LISTEN%'", new { name }));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = @name AND query LIKE 'LISTEN%'", new { name }));
    }

    /// <summary>Lets the pauses pass after which it tries again, until it listens; less than what it remembers is trusted for.</summary>
    private async Task RestAsync(Node node)
    {
        for (var second = 0; second < 20; second++)
        {
            var listens = node.Get<LaneSignal>().Due;
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
            await listens.WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System, Ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (listens.IsCompletedSuccessfully)
            {
                return;
            }
        }

        Assert.Fail("It does not listen again.");
    }

    /// <summary>Both nodes, listening.</summary>
    private async Task<Node> StartAsync()
    {
        var other = Store.AddNode();
        await StartAsync(other);
        return other;
    }

    private async Task StartAsync(Node other)
    {
        var listens = other.Get<LaneSignal>().Due;
        await Node.StartAsync();
        await other.StartAsync();
        await listens.WaitAsync(Hang, TimeProvider.System, Ct);
    }

    private static async Task UntilAsync(Node node, string ownerId, Func<Task<bool>> condition)
    {
        while (true)
        {
            var next = node.Get<OwnerSignal>().NextAsync(ownerId);
            if (await condition())
            {
                return;
            }

            await next.WaitAsync(Hang, TimeProvider.System, Ct);
        }
    }

    private static ValueTask<Grant> RecogniseAsync(Node node, string token) => node.Get<RecogniseToken>().HandleAsync(token, Ct);
}
