using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
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

        await UntilAsync(other, shop, async () => await RecogniseAsync(other, shop.CloudToken) is Grant.Removed);
    }

    [Fact]
    public async Task Another_node_forgets_who_logged_out_and_who_was_removed_though_no_event_tells_of_it()
    {
        var shop = await Shop.OpenAsync(Node);
        var tenant = await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct);
        var session = (LogInOutcome.Opened)await Node.Get<LogIn>().HandleAsync(new Credentials(AccountKind.Owner, tenant!.Owner.Login, tenant.Password!, null), Ct);
        var other = await StartAsync();
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(other, session.Token));
        Assert.IsType<Grant.OfApp>(await RecogniseAsync(other, shop.CloudToken));

        await Node.Get<Sessions>().EndAsync(new Person(AccountKind.Owner, shop.OwnerId), session.Token, Ct);
        await UntilAsync(other, shop, async () => await RecogniseAsync(other, session.Token) is Grant.None);
        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);
        await UntilAsync(other, shop, async () => await RecogniseAsync(other, shop.CloudToken) is Grant.None);
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

    /// <summary>Both nodes, listening.</summary>
    private async Task<Node> StartAsync()
    {
        var other = Store.AddNode();
        var listens = other.Get<LaneSignal>().Due;
        await Node.StartAsync();
        await other.StartAsync();
        await listens.WaitAsync(Hang, TimeProvider.System, Ct);
        return other;
    }

    private static async Task UntilAsync(Node node, Shop shop, Func<Task<bool>> condition)
    {
        while (true)
        {
            var next = node.Get<OwnerSignal>().NextAsync(shop.OwnerId);
            if (await condition())
            {
                return;
            }

            await next.WaitAsync(Hang, TimeProvider.System, Ct);
        }
    }

    private static ValueTask<Grant> RecogniseAsync(Node node, string token) => node.Get<RecogniseToken>().HandleAsync(token, Ct);
}
