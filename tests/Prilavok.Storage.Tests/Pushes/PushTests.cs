using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Pushes;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Pushes;

public abstract class PushTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Imei = "123456789012345";

    private IPushes Pushes => Node.Get<IPushes>();

    [Fact]
    public async Task Terminals_are_found_by_id_in_any_case_and_by_imei_among_all_owners()
    {
        var (mine, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await SetImeiAsync(other, Imei);

        var found = await RecipientsAsync(mine.App.Id, null, mine.Terminal.Id.ToLowerInvariant(), Imei, "nowhere");

        Assert.Equal(
            [new Recipient(mine.OwnerId, mine.Terminal.Id, null, true), new Recipient(other.OwnerId, other.Terminal.Id, Imei, false)], found);
        Assert.Equal([found[0]], await RecipientsAsync(mine.App.Id, mine.OwnerId, mine.Terminal.Id, Imei));
    }

    [Fact]
    public async Task A_push_is_kept_for_each_terminal_and_told_in_the_log_with_its_payload_untouched()
    {
        var shop = await Shop.OpenAsync(Node);
        const string Payload = """{ "b":1.50, "a" : "чай\n" }""";

        var task = await AcceptAsync(shop, Payload);

        var detail = Assert.Single(await ListAsync(shop, task.Id));
        Assert.Equal(
            new PushDetail(shop.OwnerId, shop.Terminal.Id, PushStatus.Accepted, Now, Now + TimeSpan.FromDays(2), null, null, null), detail);
        Assert.Equal([detail], task.Details);
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        var told = Assert.Single(await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head - 1, EventKind.Push, 10)));
        var push = ((PushFact)told.Fact).Push;
        Assert.Equal((task.Id, Payload, shop.App.Id), (push.Id, push.Payload, push.AppId));
        Assert.Equal([shop.Terminal.Id], push.DeviceIds);
        Assert.Equal(Source.App(shop.App.Id), told.Source);
    }

    [Fact]
    public async Task Handing_out_counts_as_sent_once_and_leaves_out_what_is_answered_or_over()
    {
        var shop = await Shop.OpenAsync(Node);
        var (first, second) = (await AcceptAsync(shop), await AcceptAsync(shop));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        var sentAt = Now;

        Assert.True((await HandOutAsync(shop, first.Id, second.Id)).SetEquals([first.Id, second.Id]));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AnswerOutcome.Recorded, await AnswerAsync(shop, first.Id, isTaken: true, """{"ok":  true}"""));
        Assert.Equal([second.Id], await HandOutAsync(shop, first.Id, second.Id, "no-such-push"));

        var taken = Assert.Single(await ListAsync(shop, first.Id));
        Assert.Equal((PushStatus.Delivered, sentAt, Now, """{"ok":  true}"""), (taken.Status, taken.SentAt!.Value, taken.AnsweredAt!.Value, taken.Reply));
        Assert.Equal(sentAt, Assert.Single(await ListAsync(shop, second.Id)).SentAt);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromDays(2)));
        Assert.Empty(await HandOutAsync(shop, first.Id, second.Id));
    }

    [Fact]
    public async Task The_first_answer_counts()
    {
        var shop = await Shop.OpenAsync(Node);
        var push = await AcceptAsync(shop);

        Assert.Equal(AnswerOutcome.Recorded, await AnswerAsync(shop, push.Id, isTaken: false, "1"));
        Assert.Equal(AnswerOutcome.Recorded, await AnswerAsync(shop, push.Id, isTaken: false, "2"));
        Assert.Equal(AnswerOutcome.AnsweredOtherwise, await AnswerAsync(shop, push.Id, isTaken: true, null));

        var detail = Assert.Single(await ListAsync(shop, push.Id));
        Assert.Equal((PushStatus.Rejected, "1"), (detail.Status, detail.Reply));
    }

    [Fact]
    public async Task A_terminal_answers_only_what_went_to_it_and_in_time()
    {
        var shop = await Shop.OpenAsync(Node);
        var (push, late) = (await AcceptAsync(shop), await AcceptAsync(shop));

        Assert.Equal(
            AnswerOutcome.Unknown, await Node.Get<AnswerPush>().HandleAsync(shop.OwnerId, "another-till", push.Id, true, null, Ct));
        Assert.Equal(AnswerOutcome.Unknown, await AnswerAsync(shop, "no-such-push", isTaken: true, null));
        Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(AnswerOutcome.Expired, await AnswerAsync(shop, late.Id, isTaken: true, null));
    }

    [Fact]
    public async Task One_push_goes_to_terminals_of_several_owners_and_each_sees_its_own_part()
    {
        var (one, two) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await InstallAsync(two, one.App);

        var sent = await SendAsync(new NewPush(one.App.Id, null, [two.Terminal.Id, one.Terminal.Id], "1", null));

        var task = Assert.IsType<SendOutcome.Accepted>(sent).Task;
        Assert.Equal([one.OwnerId, two.OwnerId], task.Details.Select(detail => detail.OwnerId));
        Assert.Equal(2, (await Node.Get<FindPush>().HandleAsync(one.App.Id, task.Id, null, Ct))!.Details.Count);
        Assert.Equal(two.Terminal.Id, Assert.Single((await Node.Get<FindPush>().HandleAsync(one.App.Id, task.Id, two.OwnerId, Ct))!.Details).DeviceId);
        Assert.Null(await Node.Get<FindPush>().HandleAsync(two.App.Id, task.Id, null, Ct));
        Assert.Equal([task.Id], await HandOutAsync(two, task.Id));
    }

    [Fact]
    public async Task Nothing_is_sent_when_one_terminal_is_unknown_or_without_the_app_or_the_time_is_past_for_one()
    {
        var (mine, stranger) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, mine.OwnerId));

        var unknown = await SendAsync(new NewPush(mine.App.Id, null, [mine.Terminal.Id, "x", stranger.Terminal.Id, "y"], "1", null));
        Assert.Equal(["x", "y"], Assert.IsType<SendOutcome.UnknownDevices>(unknown).Devices);
        Assert.IsType<SendOutcome.NotInstalled>(
            await SendAsync(new NewPush(mine.App.Id, null, [mine.Terminal.Id, stranger.Terminal.Id], "1", null)));
        Assert.IsType<SendOutcome.UnknownDevices>(
            await SendAsync(new NewPush(mine.App.Id, mine.OwnerId, [stranger.Terminal.Id], "1", null)));
        Assert.IsType<SendOutcome.NotInFuture>(await SendAsync(new NewPush(mine.App.Id, null, [mine.Terminal.Id], "1", Now)));
        await Node.WriteAsync(mine.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromDays(1)));
        Assert.IsType<SendOutcome.NotInFuture>(
            await SendAsync(new NewPush(mine.App.Id, null, [mine.Terminal.Id], "1", Now + TimeSpan.FromHours(1))));

        Assert.Equal(head, await Node.ReadAsync(s => Node.Log.HeadAsync(s, mine.OwnerId)));
    }

    [Fact]
    public async Task The_same_terminal_named_twice_gets_the_push_once()
    {
        var shop = await Shop.OpenAsync(Node);
        await SetImeiAsync(shop, Imei);

        var sent = await SendAsync(new NewPush(shop.App.Id, null, [Imei, shop.Terminal.Id], "1", null));

        Assert.Single(Assert.IsType<SendOutcome.Accepted>(sent).Task.Details);
    }

    [Fact]
    public async Task Of_two_owners_with_a_terminal_of_one_id_the_one_with_the_app_gets_it()
    {
        var (first, mine) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await Node.WriteAsync(first.OwnerId, work => Node.Get<ITerminals>().SaveAsync(work, mine.Terminal with { StoreId = first.Store.Id }));

        var sent = await SendAsync(new NewPush(mine.App.Id, null, [mine.Terminal.Id], "1", null));

        Assert.Equal(mine.OwnerId, Assert.Single(Assert.IsType<SendOutcome.Accepted>(sent).Task.Details).OwnerId);
    }

    private Task<IReadOnlyList<Recipient>> RecipientsAsync(string appId, string? ownerId, params string[] names) =>
        Node.ReadAsync(s => Pushes.RecipientsAsync(s, appId, names, ownerId));

    private Task<IReadOnlyList<PushDetail>> ListAsync(Shop shop, string pushId) =>
        Node.ReadAsync(s => Pushes.ListAsync(s, shop.App.Id, pushId, shop.OwnerId));

    private Task SetImeiAsync(Shop shop, string imei) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Get<ITerminals>().SaveAsync(work, shop.Terminal with { Imei = imei }));

    private Task<Installation> InstallAsync(Shop shop, App app) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Get<KeepInstallations>().AddAsync(work, app, null, partnerBills: false));

    private Task<SendOutcome> SendAsync(NewPush push) => Node.Get<SendPush>().HandleAsync(push, Ct);

    private async Task<PushTask> AcceptAsync(Shop shop, string payload = "1") => Assert.IsType<SendOutcome.Accepted>(
        await SendAsync(new NewPush(shop.App.Id, shop.OwnerId, [shop.Terminal.Id], payload, null))).Task;

    private Task<IReadOnlySet<string>> HandOutAsync(Shop shop, params string[] ids) =>
        Node.Get<HandOutPushes>().HandleAsync(shop.OwnerId, shop.Terminal.Id, ids, isHanded: true, Ct);

    private Task<AnswerOutcome> AnswerAsync(Shop shop, string pushId, bool isTaken, string? reply) =>
        Node.Get<AnswerPush>().HandleAsync(shop.OwnerId, shop.Terminal.Id, pushId, isTaken, reply, Ct);
}

public sealed class SqlitePushTests : PushTests<SqliteFixture>;

public sealed class PostgreSqlPushTests : PushTests<PostgreSqlFixture>;
