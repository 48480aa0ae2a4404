using Dapper;
using Prilavok.Core;
using Prilavok.Core.Publishing;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Apps;

public abstract class HookTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly HookSettings Settings = new(["store", "product-group"], "https://partner.test/hook", "s3cret", true, false);

    private IHooks Hooks => Node.Get<IHooks>();

    private EditHooks Edit => Node.Get<EditHooks>();

    [Fact]
    public async Task A_hook_is_read_back_as_kept_and_its_secret_cannot_be_read_in_the_table()
    {
        var app = (await Shop.OpenAsync(Node)).App;

        var made = await Edit.CreateAsync(app, "v-1", Settings, Ct);
        var found = await Node.ReadAsync(s => Hooks.FindAsync(s, app.Id, "V-1", made.Id.ToUpperInvariant()));

        Assert.Equivalent(made, found, strict: true);
        Assert.Equal(Now, found!.CreatedAt);
        await using var connection = await Store.OpenAsync();
        var kept = System.Text.Encoding.UTF8.GetString(await connection.QuerySingleAsync<byte[]>("SELECT settings FROM hooks"));
        Assert.DoesNotContain("s3cret", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_hooks_begins_where_the_last_ended_and_holds_only_the_versions_own()
    {
        var app = (await Shop.OpenAsync(Node)).App;
        var made = new List<Hook>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await Edit.CreateAsync(app, "v-1", Settings, Ct));
            await Edit.CreateAsync(app, "v-2", Settings, Ct);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(i % 2)); // Some of the same moment.
        }

        var seen = new List<string>();
        var after = Position.Start;
        while (await Node.ReadAsync(s => Hooks.ListAsync(s, app.Id, "v-1", new Page(after, 2))) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(hook => hook.Id));
            after = new Position(page[^1].CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(page[^1].Id));
        }

        Assert.Equal(made.OrderBy(hook => hook.CreatedAt).ThenBy(hook => hook.Id, StringComparer.Ordinal).Select(hook => hook.Id), seen);
    }

    [Fact]
    public async Task Changes_build_on_each_other_and_stand_in_the_audit()
    {
        var app = (await Shop.OpenAsync(Node)).App;
        var hook = await Edit.CreateAsync(app, "v-1", Settings, Ct);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(
            Edit.ChangeAsync(app, "v-1", hook.Id, former => former with { Active = true }, Ct),
            Edit.ChangeAsync(app, "v-1", hook.Id, former => former with { InsecureSsl = false }, Ct));
        var changed = await Node.ReadAsync(s => Hooks.FindAsync(s, app.Id, "v-1", hook.Id));
        Assert.Equivalent(Settings with { Active = true, InsecureSsl = false }, changed!.Settings, strict: true);
        Assert.Equal((hook.CreatedAt, Now), (changed.CreatedAt, changed.UpdatedAt));

        Assert.True(await Edit.RemoveAsync(app, "v-1", hook.Id, Ct));
        Assert.False(await Edit.RemoveAsync(app, "v-1", hook.Id, Ct));
        Assert.Null(await Edit.ChangeAsync(app, "v-1", hook.Id, former => former, Ct));
        var audit = await Node.ReadAsync(s => Node.Get<IAudit>().ListAsync(s, app.Id, 10));
        Assert.Equal(["created", "hook changed", "hook changed", "hook created", "hook removed"], audit.Select(entry => entry.Action).Order());
    }

    [Fact]
    public async Task Hooks_go_with_the_tenant()
    {
        var shop = await Shop.OpenAsync(Node);
        var hook = await Edit.CreateAsync(shop.App, "v-1", Settings, Ct);

        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);

        Assert.Null(await Node.ReadAsync(s => Hooks.FindAsync(s, shop.App.Id, "v-1", hook.Id)));
    }
}

public sealed class SqliteHookTests : HookTests<SqliteFixture>;

public sealed class PostgreSqlHookTests : HookTests<PostgreSqlFixture>;
