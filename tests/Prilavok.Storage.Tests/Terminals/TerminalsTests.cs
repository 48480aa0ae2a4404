using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Terminals;

public abstract class TerminalsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private async Task<ActivateOutcome.Activated> PairAsync(string code) =>
        Assert.IsType<ActivateOutcome.Activated>(await Node.Get<ActivateTerminal>().HandleAsync(code, "", Ct));

    private EditTerminals Edit => Node.Get<EditTerminals>();

    [Fact]
    public async Task A_terminal_is_read_back_as_kept_under_any_case_of_its_id()
    {
        var shop = await Shop.OpenAsync(Node);
        var terminal = new Terminal("TILL-7f", "Till", shop.Store.Id, TimeSpan.FromMinutes(-210), "hash", Now, Now)
        {
            Imei = "351756051523999",
            FirmwareVersion = "4.9",
            SerialNumber = "0001",
            Model = "7.3",
        };
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<ITerminals>().SaveAsync(work, terminal));
        Assert.Equal(terminal, await FindAsync(shop, "till-7F"));

        await Edit.ChangeAsync(shop.OwnerId, Source.System, "Till-7f", t => t with { Name = "Till 2", Imei = null }, Ct);
        Assert.Equal(terminal with { Name = "Till 2", Imei = null }, await FindAsync(shop, "till-7f"));
    }

    [Fact]
    public async Task Its_store_is_shown_as_it_was_spelled()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, "Kiosk-A", "Kiosk", null, Ct);
        var made = await CreateAsync(shop, "KIOSK-a");

        Assert.Equal("Kiosk-A", made.Terminal.StoreId);
        Assert.Equal("Kiosk-A", (await FindAsync(shop, made.Terminal.Id))!.StoreId);
        Assert.Equal([made.Terminal], await ListAsync(shop, "kiosk-A", Page.Whole));
        Assert.Equal([shop.Terminal], await ListAsync(shop, shop.Store.Id, Page.Whole));
        Assert.Equal(2, (await ListAsync(shop, null, Page.Whole)).Count);
        Assert.IsType<TerminalOutcome.StoreUnknown>(
            await Edit.CreateAsync(shop.OwnerId, Source.System, "Till", "nowhere", TimeSpan.Zero, Ct));
    }

    [Fact]
    public async Task A_pairing_code_works_once_and_its_token_until_the_next_pairing()
    {
        var shop = await Shop.OpenAsync(Node);
        var activate = Node.Get<ActivateTerminal>();
        var made = await CreateAsync(shop, shop.Store.Id);
        var first = await PairAsync($" {made.Code!.ToLowerInvariant()} ");
        Assert.Equal(made.Terminal.Id, first.Terminal.Id);
        Assert.IsType<ActivateOutcome.Unknown>(await activate.HandleAsync(made.Code, "", Ct));
        Assert.IsType<Grant.OfTerminal>(await RecogniseAsync(first.Token));

        var again = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, made.Terminal.Id, Ct));
        var former = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, made.Terminal.Id, Ct)).Code!;
        Assert.IsType<ActivateOutcome.Unknown>(await activate.HandleAsync(again.Code!, "", Ct));
        var second = await PairAsync(former);
        Assert.IsType<Grant.OfTerminal>(await RecogniseAsync(second.Token));
        Assert.Equal(Grant.Unknown, await RecogniseAsync(first.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pairing_code_is_over_in_time_on_the_owners_clock(bool isTurned)
    {
        var shop = await Shop.OpenAsync(Node);
        var made = await CreateAsync(shop, shop.Store.Id);
        var late = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, made.Terminal.Id, Ct));
        await PassAsync(TimeSpan.FromMinutes(15));
        Assert.IsType<ActivateOutcome.Unknown>(await Node.Get<ActivateTerminal>().HandleAsync(late.Code!, "", Ct));

        var soon = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, made.Terminal.Id, Ct));
        await PassAsync(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        await PairAsync(soon.Code!);

        async Task PassAsync(TimeSpan step)
        {
            if (isTurned)
            {
                await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, step));
            }
            else
            {
                Store.Clock.Advance(step);
            }
        }
    }

    [Fact]
    public async Task Wrong_pairing_codes_keep_out_the_network_they_come_from_and_at_last_everybody()
    {
        var shop = await Shop.OpenAsync(Node);
        var activate = Node.Get<ActivateTerminal>();
        var code = (await CreateAsync(shop, shop.Store.Id)).Code!;
        for (var i = 0; i < 20; i++)
        {
            Assert.IsType<ActivateOutcome.Unknown>(await activate.HandleAsync("GUESS", "192.0.2.0/24", Ct));
        }

        Assert.Equal(new ActivateOutcome.Locked(Now + TimeSpan.FromMinutes(5)), await activate.HandleAsync(code, "192.0.2.0/24", Ct));
        Assert.IsType<ActivateOutcome.Activated>(await activate.HandleAsync(code, "198.51.100.0/24", Ct));

        var next = (await CreateAsync(shop, shop.Store.Id)).Code!;
        for (var i = 0; i < 980; i++)
        {
            Assert.IsType<ActivateOutcome.Unknown>(await activate.HandleAsync("GUESS", $"2001:db8:{i / 20:x}::/48", Ct));
        }

        Assert.IsType<ActivateOutcome.Locked>(await activate.HandleAsync(next, "203.0.113.0/24", Ct));
        Store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<ActivateOutcome.Activated>(await activate.HandleAsync(next, "192.0.2.0/24", Ct));
    }

    [Fact]
    public async Task Of_two_who_use_a_code_at_once_one_gets_in()
    {
        var shop = await Shop.OpenAsync(Node);
        var made = await CreateAsync(shop, shop.Store.Id);
        var second = Store.AddNode();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => (i % 2 == 0 ? Node : second).Get<ActivateTerminal>().HandleAsync(made.Code!, "", Ct)));

        Assert.Single(outcomes, outcome => outcome is ActivateOutcome.Activated);
    }

    [Fact]
    public async Task The_token_of_a_removed_terminal_is_that_of_a_straggler_until_it_is_paired_anew()
    {
        var shop = await Shop.OpenAsync(Node);
        Assert.IsType<Grant.OfTerminal>(await RecogniseAsync(shop.TerminalToken));
        Assert.Equal(RemoveOutcome.Removed, await Edit.RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id.ToUpperInvariant(), Ct));
        var straggler = Assert.IsType<Grant.OfStraggler>(await RecogniseAsync(shop.TerminalToken));
        Assert.Equal((shop.Terminal.Id, Now), (straggler.Terminal.Id, straggler.RemovedAt));
        Assert.Equal(RemoveOutcome.Unknown, await Edit.RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct));
        Assert.Null(await FindAsync(shop, shop.Terminal.Id));
        Assert.Empty(await ListAsync(shop, null, Page.Whole));
        Assert.IsType<TerminalOutcome.Unknown>(await Edit.NewCodeAsync(shop.OwnerId, shop.Terminal.Id, Ct));
    }

    [Fact]
    public async Task Only_the_last_token_of_a_removed_terminal_is_known_and_its_code_is_not()
    {
        var shop = await Shop.OpenAsync(Node);
        var first = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, shop.Terminal.Id, Ct)).Code!;
        var paired = await PairAsync(first);
        var second = Assert.IsType<TerminalOutcome.Saved>(await Edit.NewCodeAsync(shop.OwnerId, shop.Terminal.Id, Ct)).Code!;
        await Edit.RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);

        Assert.IsType<ActivateOutcome.Unknown>(await Node.Get<ActivateTerminal>().HandleAsync(second, "", Ct));
        Assert.Equal(Grant.Unknown, await RecogniseAsync(shop.TerminalToken));
        Assert.IsType<Grant.OfStraggler>(await RecogniseAsync(paired.Token));
    }

    [Fact]
    public async Task Where_a_terminal_stood_is_remembered_in_the_owners_time_beyond_its_removal()
    {
        var shop = await Shop.OpenAsync(Node);
        foreach (var id in (string[])["Kiosk-A", "s2"])
        {
            await Node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, id, id, null, Ct);
        }

        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromDays(10)));
        var start = Now.AddDays(10);
        await MoveAsync(shop, 1, "kiosk-a");
        await MoveAsync(shop, 1, "KIOSK-A");
        await MoveAsync(shop, 2, "s2");
        await MoveAsync(shop, 1, "kiosk-a");
        await Edit.RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);
        var stood = (await Node.ReadAsync(s => Node.Get<ITerminals>().FindKnownAsync(s, shop.OwnerId, shop.Terminal.Id)))!.Stood;

        Assert.Equal(
            [shop.Store.Id, shop.Store.Id, "Kiosk-A", "Kiosk-A", "Kiosk-A", "s2", "Kiosk-A", "Kiosk-A"],
            new[] { -10_000_000, 59, 60, 120, 239, 240, 300, 10_000_000 }.Select(minute => stood.StoreAt(start.AddMinutes(minute))));
        Assert.Equal(("Kiosk-A", "s2", shop.Store.Id, null), (stood.Find("kiosk-A"), stood.Find("S2"), stood.Find(shop.Store.Id.ToLowerInvariant()), stood.Find("s3")));

        async Task MoveAsync(Shop of, int hours, string storeId)
        {
            Store.Clock.Advance(TimeSpan.FromHours(hours));
            Assert.IsType<TerminalOutcome.Saved>(
                await Edit.ChangeAsync(of.OwnerId, Source.System, of.Terminal.Id, terminal => terminal with { StoreId = storeId }, Ct));
        }
    }

    [Fact]
    public async Task Pages_stand_still_while_rows_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        await Edit.RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);
        foreach (var id in Paging.AwkwardIds)
        {
            await SaveAsync(shop, id);
        }

        var read = await Paging.ReadAsync(
            4,
            page => ListAsync(shop, shop.Store.Id, page),
            terminal => new Position(terminal.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(terminal.Id)),
            i => SaveAsync(shop, $"!{i}"));

        Assert.Equal(Paging.AwkwardIds.Order(StringComparer.Ordinal), read.Select(terminal => terminal.Id));
    }

    private async Task<TerminalOutcome.Saved> CreateAsync(Shop shop, string storeId) => Assert.IsType<TerminalOutcome.Saved>(
        await Edit.CreateAsync(shop.OwnerId, Source.System, "Till", storeId, TimeSpan.FromHours(3), Ct));

    private Task SaveAsync(Shop shop, string id) => Node.WriteAsync(
        shop.OwnerId,
        work => Node.Get<ITerminals>().SaveAsync(work, new Terminal(id, "Till", shop.Store.Id, TimeSpan.Zero, null, work.Now, work.Now)));

    private Task<Terminal?> FindAsync(Shop shop, string id) => Node.ReadAsync(s => Node.Get<ITerminals>().FindAsync(s, shop.OwnerId, id));

    private Task<IReadOnlyList<Terminal>> ListAsync(Shop shop, string? storeId, Page page) =>
        Node.ReadAsync(s => Node.Get<ITerminals>().ListAsync(s, shop.OwnerId, storeId, page));

    private ValueTask<Grant> RecogniseAsync(string token) => Node.Get<RecogniseToken>().HandleAsync(token, Ct);
}

public sealed class SqliteTerminalsTests : TerminalsTests<SqliteFixture>;

public sealed class PostgreSqlTerminalsTests : TerminalsTests<PostgreSqlFixture>;
