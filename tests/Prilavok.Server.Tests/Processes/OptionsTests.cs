using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Prilavok.Server.Accounts;
using Prilavok.Server.Http;
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
    [InlineData("http://loopback:0")]
    [InlineData("http://127.0.0.1.example:0")]
    public async Task Listening_where_others_can_reach_it_needs_a_password(string urls)
    {
        await using var server = new ServerProcess(_store);

        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", urls));

        Assert.Contains("--admin-password", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listens", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kestrel__Endpoints__All__Url", "http://0.0.0.0:0", "http://127.0.0.1:0")]
    [InlineData("KESTREL__ENDPOINTS__ALL__URL", "http://[::]:0", "http://127.0.0.1:0")]
    [InlineData("Kestrel__Endpoints__All__Url", "http://any-name.example:0", "http://127.0.0.1:0")]
    public async Task Where_it_really_listens_counts_however_it_was_told_to(string name, string value, string urls)
    {
        await using var server = new ServerProcess(_store, (name, value));

        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", urls));

        Assert.Contains("--admin-password", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listens", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", server.Output, StringComparison.Ordinal); // Words, and no stack of calls.
    }

    [Fact]
    public async Task Endpoints_of_this_machine_need_no_password_whatever_else_was_said()
    {
        await using var server = new ServerProcess(
            _store, ("Kestrel__Endpoints__Own__Url", "http://127.0.0.1:0"), ("ASPNETCORE_URLS", "http://0.0.0.0:0"), ("ASPNETCORE_HTTP_PORTS", "0"));
        await server.StartAsync("--urls", "http://0.0.0.0:0");

        (await new Caller(server.Http).PostAsync("/sandbox/tenants", new { seed = "empty" })).Expect(201);
        Assert.True(server.Url.IsLoopback, server.Output);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "")]
    [InlineData("http://127.0.0.1:0", "http://0.0.0.0:0")]
    public async Task Where_others_can_reach_it_there_is_no_sandbox_and_no_registration_unless_asked_for(string urls, string endpoint)
    {
        var environment = endpoint.Length > 0 ? new[] { ("Kestrel__Endpoints__All__Url", endpoint) } : [];
        await using var server = new ServerProcess(_store, environment);
        await server.StartAsync("--urls", urls, "--admin-password", "Open-sesame-1");
        var anybody = new Caller(server.Http);

        Scene.AssertRefusal((await anybody.GetAsync("/sandbox/demo")).Expect(404), "");
        Scene.AssertRefusal((await anybody.PostAsync("/sandbox/tenants", new { seed = "empty" })).Expect(404), "");
        (await (anybody with { Token = "Open-sesame-1" }).GetAsync("/sandbox/demo")).Expect(404);
        (await anybody.PostAsync("/manage/v1/register", new { kind = "owner", login = "a@example.test", password = "Sesame-0pen" })).Expect(403);
        Assert.Null((await anybody.SendAsync(HttpMethod.Get, "/stores", null, ("Origin", "http://localhost:4200"))).Expect(401).Header("Access-Control-Allow-Origin"));
        Assert.Contains("--sandbox", server.Output, StringComparison.Ordinal);
    }

    /// <summary>By the variable of whoever runs it, and by that of systemd.</summary>
    [Theory]
    [InlineData("PRILAVOK_SECRETS")]
    [InlineData("CREDENTIALS_DIRECTORY")]
    public async Task A_secret_may_stand_in_a_file_of_its_own(string variable)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-secrets-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Prilavok__AdminPassword"), "Open-sesame-1\n");
        await using var server = new ServerProcess(_store, (variable, folder.FullName));
        await server.StartAsync("--urls", "http://0.0.0.0:0");

        (await new Caller(server.Http).PostAsync("/manage/v1/login", new { kind = "administrator", login = "admin", password = "Open-sesame-1" })).Expect(200);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_wants_a_sandbox_and_none_is_told()
    {
        await using var server = new ServerProcess(_store);

        Assert.NotEqual(0, await server.RunAsync("--sandbox", "--no-sandbox"));

        Assert.Contains("contradict", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_elsewhere_the_sandbox_needs_the_key()
    {
        var here = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address).FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        await using var server = new ServerProcess(_store);
        Assert.SkipWhen(here is null, "This machine has no address but its own.");
        await server.StartAsync("--urls", "http://0.0.0.0:0", "--admin-password", "Open-sesame-9", "--sandbox");
        using var http = new HttpClient { BaseAddress = new UriBuilder(server.Url) { Host = here.ToString() }.Uri };

        Scene.AssertRefusal((await new Caller(http).GetAsync("/sandbox/tenants/x")).Expect(401), "");
        Scene.AssertRefusal((await new Caller(http, "open sesam").GetAsync("/sandbox/tenants/x")).Expect(401), "");
        (await new Caller(http, "Open-sesame-9").GetAsync("/sandbox/tenants/x")).Expect(404);
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

    [Theory]
    [InlineData("a")]
    [InlineData("open sesame")]
    [InlineData("Password1!")]
    [InlineData("administrator-1")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public async Task A_weak_password_of_the_administrator_stops_the_start_and_is_not_repeated(string password)
    {
        await using var server = new ServerProcess(_store);

        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0", "--admin-password", password));

        Assert.Contains("is too weak", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($" {password} ", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sesame-0pen")]
    [InlineData("correct horse battery")]
    [InlineData("9f2c4e7a1b3d5f608192a3b4c5d6e7f8")]
    [InlineData("482913750264918273645091")]
    [InlineData("добрый-день-12")]
    public void A_strong_password_of_the_administrator_is_taken(string password)
    {
        var validator = new AdminPasswordValidator(new PasswordRules(Options.Create(new AccountOptions())));

        Assert.True(validator.Validate(null, new ServerOptions { AdminPassword = password }).Succeeded);
    }

    [Fact]
    public async Task Whoever_runs_the_server_unlocks_a_login_with_a_command()
    {
        await using var server = new ServerProcess(_store);
        await server.StartAsync("--admin-password", "Open-sesame-9");
        var anybody = new Caller(server.Http);
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync("wrong")).Expect(401);
        }

        (await LogInAsync("Open-sesame-9")).Expect(429);
        var data = _store.Settings["Prilavok:Data"]!;
        await using var command = server.AddNode();
        Assert.Equal(0, await command.RunAsync("unlock", "admin", "--data", data));
        Assert.Contains("The administrator admin is unlocked (was locked until", command.Output, StringComparison.Ordinal);
        (await LogInAsync("Open-sesame-9")).Expect(200);

        await using var again = server.AddNode();
        Assert.Equal(1, await again.RunAsync("unlock", "nobody@example.test", "--data", data));
        Assert.Contains("Nobody logs in as nobody@example.test.", again.Output, StringComparison.Ordinal);

        Task<Answer> LogInAsync(string password) => anybody.SendAsync(
            HttpMethod.Post, "/manage/v1/login", Caller.ContentOf(new { kind = "administrator", login = "admin", password }), ("X-Forwarded-For", "192.0.2.1"));
    }

    [Fact]
    public async Task An_option_nobody_knows_is_told()
    {
        await using var server = new ServerProcess(_store);

        Assert.NotEqual(0, await server.RunAsync("--no-such-option"));

        Assert.Contains("--no-such-option", server.Output, StringComparison.Ordinal);
    }
}
