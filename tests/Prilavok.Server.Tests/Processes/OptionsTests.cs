using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Prilavok.Server.Tests.BadInput;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>The command line of the executable.</summary>
public sealed class OptionsTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    [InlineData("http://*:0")]
    public async Task Listening_where_others_can_reach_it_needs_a_password(string urls)
    {
        await using var server = new ServerProcess(_store);

        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", urls));

        Assert.Contains("--admin-password", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listens", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_elsewhere_the_sandbox_needs_the_key()
    {
        var here = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address).FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        await using var server = new ServerProcess(_store);
        Assert.SkipWhen(here is null, "This machine has no address but its own.");
        await server.StartAsync("--urls", "http://0.0.0.0:0", "--admin-password", "open sesame");
        using var http = new HttpClient { BaseAddress = new UriBuilder(server.Url) { Host = here.ToString() }.Uri };

        Scene.AssertRefusal((await new Caller(http).GetAsync("/sandbox/tenants/x")).Expect(401), "");
        Scene.AssertRefusal((await new Caller(http, "open sesam").GetAsync("/sandbox/tenants/x")).Expect(401), "");
        (await new Caller(http, "open sesame").GetAsync("/sandbox/tenants/x")).Expect(404);
        (await new Caller(server.Http).GetAsync("/sandbox/tenants/x")).Expect(404);
    }

    [Fact]
    public async Task Without_the_sandbox_its_paths_are_unknown_and_the_rest_is_there()
    {
        await using var server = new ServerProcess(_store);
        await server.StartAsync("--no-sandbox");
        var anybody = new Caller(server.Http);

        Scene.AssertRefusal((await anybody.GetAsync("/sandbox/demo")).Expect(404), "");
        Scene.AssertRefusal((await anybody.PostAsync("/sandbox/tenants", new { seed = "empty" })).Expect(404), "");
        (await anybody.GetAsync("/healthz")).Expect(200);
        (await anybody.GetAsync("/readyz")).Expect(200);
        Assert.StartsWith("text/plain", (await anybody.GetAsync("/metrics")).Expect(200).ContentHeaders.ContentType!.MediaType, StringComparison.Ordinal);
        (await anybody.GetAsync("/stores")).Expect(401);
    }

    [Fact]
    public async Task A_setting_out_of_bounds_stops_the_start_and_is_named()
    {
        await using var server = new ServerProcess(_store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:00:00"));

        Assert.NotEqual(0, await server.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));

        Assert.Contains("Timeout", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_nobody_knows_is_told()
    {
        await using var server = new ServerProcess(_store);

        Assert.NotEqual(0, await server.RunAsync("--no-such-option"));

        Assert.Contains("--no-such-option", server.Output, StringComparison.Ordinal);
    }
}
