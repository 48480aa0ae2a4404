using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>What happens to the owners who have an app, as it happens.</summary>
public abstract class EventStreamTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] EventRead = ["event:read"];

    [Theory]
    [InlineData("/apps", "Accept", "store")]
    [InlineData("/api/apps", "Accept", "Store")]
    [InlineData("/apps", "Content-Type", "store")]
    public async Task A_stream_begins_tells_what_was_and_goes_on_with_what_is(string root, string header, string word)
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync("Before");

        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events("", root), header);
        Assert.Equal("application/stream+json", lines.ContentType);
        var first = (await lines.NextAsync())!;
        Assert.Equal(["id", "type", "action"], first.AsObject().Select(member => member.Key));
        Assert.Equal(("system", "initialized"), ((string)first["type"]!, (string)first["action"]!));
        Assert.Equal((word, "Before"), await TypeAndNameAsync());

        for (var i = 0; i < 3; i++)
        {
            await tenant.AddStoreAsync($"Store {i}");
            Assert.Equal((word, $"Store {i}"), await TypeAndNameAsync());
        }

        async Task<(string, string)> TypeAndNameAsync()
        {
            var line = (await lines.NextAsync())!;
            return ((string)line["type"]!, (string)line["payload"]!["name"]!);
        }
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_told()
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync("Long ago");
        var since = (await tenant.TurnAsync(new { advance = "PT1H" })).Now.ToUnixTimeMilliseconds();
        var till = await tenant.OpenShopAsync();

        using var lines = await Lines.OpenAsync(tenant.App, tenant.Events($"since={since}&types=store,document"));
        Assert.Equal(["system initialized", "Store created"], await lines.NextAsync(2));
        await tenant.UploadAsync(till.StoreId, "tea-1");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
        var told = (await lines.NextAsync())!;

        Assert.Equal(("Document", "d-1"), ((string)told["type"]!, (string)told["payload"]!["id"]!));
        Assert.Null(told["payload"]!["body"]);
    }

    [Fact]
    public async Task A_line_is_a_line_whatever_stands_in_it()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events("type=document"));
        Assert.Equal(["system initialized"], await lines.NextAsync(1));

        var text = Goods.Document("SELL", "tea-1", 1, "d-1").ToJsonString();
        (await till.Caller.PostAsync("/terminal/v1/documents", $"[{text[..^1]},\"driver_info\":{{\n\"name\":\r\n\"Ann\\nB\"}}}}]")).Expect(200);

        Assert.Equal("Ann\nB", (string)(await lines.NextAsync())!["payload"]!["driver_info"]!["name"]!);
    }

    [Fact]
    public async Task Two_owners_who_have_the_app_are_both_heard_and_a_stranger_is_not()
    {
        var (mine, shared, strange) = (await TenantAsync(), await TenantAsync(), await TenantAsync());
        await Server.ShareAppAsync(mine, shared);
        using var lines = await Lines.OpenAsync(mine.Publisher, mine.Events());
        Assert.Equal(["system initialized"], await lines.NextAsync(1));

        await strange.AddStoreAsync("Strange");
        await shared.AddStoreAsync("Shared");
        await mine.AddStoreAsync("Mine");

        Assert.Equal("Shared", (string)(await lines.NextAsync())!["payload"]!["name"]!);
        Assert.Equal("Mine", (string)(await lines.NextAsync())!["payload"]!["name"]!);
    }

    [Fact]
    public async Task A_stream_of_one_owner_ends_when_the_app_is_removed()
    {
        var tenant = await TenantAsync();
        using var lines = await Lines.OpenAsync(tenant.App, tenant.Events());
        Assert.Equal(["system initialized"], await lines.NextAsync(1));

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);

        Assert.Null(await lines.NextAsync());
    }

    [Fact]
    public async Task Every_half_minute_there_is_a_sign_of_life()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events());
        Assert.Equal(["system initialized"], await lines.NextAsync(1));

        for (var i = 0; i < 3; i++)
        {
            server.Store.Clock.Advance(TimeSpan.FromSeconds(29));
            await tenant.AddStoreAsync();
            Assert.Equal(["Store created"], await lines.NextAsync(1)); // And no ping before it.
            server.Store.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["system ping"], await lines.NextAsync(1));
        }
    }

    /// <summary>Whatever ends a token: it was taken back, the password was changed, its time is over, the app lost the right.</summary>
    [Theory]
    [InlineData("token")]
    [InlineData("password")]
    [InlineData("time")]
    [InlineData("installation")]
    [InlineData("sandbox")]
    public async Task A_stream_ends_with_the_token_it_was_opened_with(string what)
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var (app, anybody) = (await tenant.SandboxAppAsync(), new Caller(server.Http));
        var publisher = new { kind = "publisher", login = (string)app["publisherLogin"]!, password = (string)app["publisherPassword"]! };
        var session = tenant.Publisher with { Token = (string)(await anybody.PostAsync("/manage/v1/login", publisher)).Expect(200).Json["token"]! };
        var made = (await session.PostAsync("/manage/v1/tokens", new { name = "Reader", scopes = EventRead, expiresAt = server.Store.Clock.GetUtcNow().AddSeconds(50) })).Expect(201).Json;
        var issued = (await tenant.Publisher.PostAsync($"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/tokens", new { })).Expect(200).Json;
        var caller = what switch
        {
            "password" => session,
            "installation" => tenant.App with { Token = (string)issued["token"]! },
            "sandbox" => tenant.Publisher,
            _ => tenant.Publisher with { Token = (string)made["token"]! },
        };
        using var lines = await Lines.OpenAsync(caller, tenant.Events("type=store"));
        Assert.Equal(["system initialized"], await lines.NextAsync(1));
        server.Store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["system ping"], await lines.NextAsync(1));

        switch (what)
        {
            case "token":
                (await session.DeleteAsync($"/manage/v1/tokens/{made["id"]}")).Expect(204);
                break;
            case "password":
                (await tenant.Publisher.SendAsync(HttpMethod.Put, "/manage/v1/password", Caller.ContentOf(new { publisher.password, newPassword = "Sesame-0pen-2" }))).Expect(204);
                break;
            case "installation":
                (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);
                break;
            case "sandbox":
                (await tenant.Sandbox.DeleteAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(204);
                break;
        }

        server.Store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await lines.NextAsync());
    }

    /// <summary>More than all buffers on the way hold is to be told, so that it stands still when the token goes, and never has nothing to tell.</summary>
    [Fact]
    public async Task A_stream_that_always_has_more_to_tell_ends_with_its_token_all_the_same()
    {
        const int Many = 600;
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("RateLimits:OwnerBytes", "1000000000"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        foreach (var some in Enumerable.Range(0, Many).Chunk(100))
        {
            var documents = some.Select(_ => new JsonObject(Goods.Document("SELL", "tea-1", 1).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))) { ["note"] = new string('x', 50_000) });
            Assert.Equal(some.Length, (await till.SendAsync([.. documents])).Accepted.Count);
        }

        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events("since=0&type=document"));
        Assert.Equal(["system initialized", "Document created"], await lines.NextAsync(2));
        (await tenant.Sandbox.DeleteAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(204);
        server.Store.Clock.Advance(TimeSpan.FromSeconds(30));

        var told = 1;
        while (await lines.NextAsync() is not null)
        {
            told++;
        }

        Assert.InRange(told, 1, Many - 1);
    }

    [Fact]
    public async Task An_owner_who_installs_the_app_later_is_heard_from_then_on()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var (tenant, later) = (await Tenant.CreateAsync(server.Http, new { name = "Loyalty" }), await Tenant.CreateAsync(server.Http, new { name = "Other" }));
        await tenant.AddStoreAsync("Mine");
        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events());
        Assert.Equal(["system initialized", "Store created"], await lines.NextAsync(2));

        await server.ShareAppAsync(tenant, later);
        await later.AddStoreAsync("Theirs");
        server.Store.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("Theirs", (string)(await lines.NextAsync())!["payload"]!["name"]!);
        await later.AddStoreAsync("Theirs too");
        Assert.Equal("Theirs too", (string)(await lines.NextAsync())!["payload"]!["name"]!);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_in_order()
    {
        var server = await ServerFixture.StartAsync(new TStore());
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        using var lines = await Lines.OpenAsync(tenant.Publisher, tenant.Events());
        Assert.Equal(["system initialized"], await lines.NextAsync(1));

        var end = lines.NextAsync();
        await server.StopAsync();

        Assert.Null(await end);
        await server.DisposeAsync();
    }
}

public sealed class SqliteEventStreamTests : EventStreamTests<SqliteFixture>;

public sealed class PostgreSqlEventStreamTests : EventStreamTests<PostgreSqlFixture>;
