using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Nobody has any number of streams open.</summary>
public sealed class StreamLimitTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("Publisher:Streams", "2"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task One_too_many_is_refused_in_words_and_there_is_room_again_when_one_is_left()
    {
        var (tenant, other) = (await Tenant.CreateAsync(_server.Http, new { name = "App" }), await Tenant.CreateAsync(_server.Http, new { name = "App" }));
        using var first = await LiveStream.OpenAsync(tenant);
        var second = await Lines.OpenAsync(tenant.Publisher with { Header = "X-Authorization" }, tenant.Events());
        await second.NextAsync();

        var live = $"/manage/v1/apps/{tenant.AppId}/events/stream";
        var refused = (await tenant.Publisher.GetAsync(live)).Expect(429).Json;
        Assert.StartsWith("2 streams about this app are open at this node already", (string)refused["title"]!, StringComparison.Ordinal);
        Assert.Equal("too_many_requests", (string)(await EventsAsync(tenant.Publisher, tenant)).Expect(429).Json["code"]!);
        using var theirs = await LiveStream.OpenAsync(other); // Another app's are none of its.
        using var owners = await Lines.OpenAsync(tenant.App, tenant.Events()); // Nor are those of whoever has a cloud token.

        second.Dispose();
        await Patience.UntilAsync("there is room again", async () => (await tenant.Publisher.GetAsync(live)).Status != 429);

        Assert.Empty(_server.Errors);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_takes_no_room()
    {
        var tenant = await Tenant.CreateAsync(_server.Http, new { name = "App" });
        for (var i = 0; i < 3; i++)
        {
            (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?channel=nothing")).Expect(400);
        }

        using var one = await LiveStream.OpenAsync(tenant);
        using var two = await LiveStream.OpenAsync(tenant, "?forward=true");
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream")).Expect(429);
    }

    private static Task<Answer> EventsAsync(Caller caller, Tenant tenant) =>
        caller.SendAsync(HttpMethod.Get, tenant.Events(), null, ("Accept", "application/stream+json"));
}
