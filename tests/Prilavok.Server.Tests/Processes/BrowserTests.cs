using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>
/// A developer's browser and the pages it happens to show: what a page of another origin, or one under another name for the address of the
/// server, reaches of a server on the same machine.
/// </summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private const string Session = "prilavok_session";

    private ServerFixture _server = null!;
    private PartnerService _elsewhere = null!;
    private HeadlessBrowser _browser = null!;
    private Tenant _tenant = null!;
    private string _login = null!;

    public async ValueTask InitializeAsync()
    {
        _elsewhere = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: Servers.Administered);
        _tenant = await Tenant.CreateAsync(_server.Http, new { name = "App" });
        _login = new JsonObject { ["login"] = _tenant.Login, ["password"] = _tenant.Password, ["cookie"] = true }.ToJsonString();
        _browser = await HeadlessBrowser.StartAsync("MAP *.test 127.0.0.1");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task No_page_but_those_of_this_cloud_reads_or_drives_the_sandbox_or_logs_in()
    {
        var page = await _browser.OpenAsync(_server.Url + "/healthz");
        await ReachesAllAsync(page, _server.Url);

        var rebound = new UriBuilder(_server.Url) { Host = "evil.test" }.Uri.GetLeftPart(UriPartial.Authority);
        page = await _browser.OpenAsync(rebound + "/healthz");
        await ReachesNothingAsync(page, rebound);
        await ReadsWithTokenAsync(page, rebound);

        var elsewhere = new Uri(_elsewhere.Url).Port;
        foreach (var origin in new[] { $"http://127.0.0.1:{elsewhere}", $"http://localhost:{elsewhere}", $"http://shop.test:{elsewhere}" })
        {
            page = await _browser.OpenAsync(origin + "/page");
            await ReachesNothingAsync(page, _server.Url);
            await ReadsWithTokenAsync(page, _server.Url);
        }
    }

    /// <summary>The same script from a page of this cloud: what it does elsewhere in vain can be done.</summary>
    private async Task ReachesAllAsync(string page, string cloud)
    {
        var before = await AccountsAsync();
        Assert.Equal(200, await StatusAsync(page, cloud, $"/sandbox/tenants/{_tenant.OwnerId}", "{}"));
        Assert.Equal(201, await StatusAsync(page, cloud, "/sandbox/tenants", Json("""{"seed":"empty"}""")));
        Assert.Equal(201, await StatusAsync(page, cloud, "/manage/v1/register", Json(Registration())));
        Assert.NotEqual(before, await AccountsAsync());
        Assert.Equal(200, await StatusAsync(page, cloud, "/manage/v1/login", Json(_login)));
        Assert.Contains(Session, await _browser.CookiesAsync());
        Assert.Equal(204, await StatusAsync(page, cloud, "/manage/v1/login", $$"""{method:'DELETE',headers:{'X-CSRF-Token':(await(await fetch('{{cloud}}/manage/v1/login')).json()).csrfToken} }"""));
        Assert.DoesNotContain(Session, await _browser.CookiesAsync());
    }

    private async Task ReachesNothingAsync(string page, string cloud)
    {
        var before = await AccountsAsync();
        string[] tries = ["/sandbox/demo", $"/sandbox/tenants/{_tenant.OwnerId}", $"/sandbox/tenants/{_tenant.OwnerId}/chaos"];
        foreach (var path in tries)
        {
            Assert.DoesNotContain(_tenant.OwnerId, await TextAsync(page, cloud, path, "{}"), StringComparison.Ordinal);
            Assert.NotEqual(200, await StatusAsync(page, cloud, path, "{}"));
        }

        var drive = new[]
        {
            ("/sandbox/tenants", """{"seed":"empty"}"""), ($"/sandbox/tenants/{_tenant.OwnerId}/trigger", """{"kind":"sell"}"""),
            ($"/sandbox/tenants/{_tenant.OwnerId}/clock", """{"advance":"P1D"}"""), ("/manage/v1/register", Registration()), ("/manage/v1/login", _login),
        };
        foreach (var (path, body) in drive)
        {
            foreach (var how in new[] { Json(body), Plain(body), $"{{method:'POST',mode:'no-cors',body:{Quote(body)}}}", $"{{method:'POST',mode:'no-cors',body:new Blob([{Quote(body)}])}}" })
            {
                var status = await StatusAsync(page, cloud, path, how);
                Assert.True(status is 0 or 401 or 403 or 415, $"{path} {how}: {status}");
            }

            Assert.True((bool)(await _browser.RunAsync(page, FormOf(cloud + path, body)))!);
        }

        Assert.DoesNotContain(Session, await _browser.CookiesAsync());
        Assert.Equal(before, await AccountsAsync());
        var now = (DateTimeOffset)(await _tenant.Sandbox.PostAsync($"/sandbox/tenants/{_tenant.OwnerId}/clock", new { advance = "PT1S" })).Expect(200).Json["now"]!;
        Assert.InRange(now - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromHours(1)); // Nobody turned it by a day.
    }

    /// <summary>REST is for pages anywhere, as long as they bring a token.</summary>
    private async Task ReadsWithTokenAsync(string page, string cloud)
    {
        Assert.Equal(401, await StatusAsync(page, cloud, "/stores", "{}"));
        var how = $"{{headers:{{'X-Authorization':{Quote(_tenant.App.Token!)}}}}}";
        Assert.Equal(200, await StatusAsync(page, cloud, "/stores", how));
        Assert.Contains("items", await TextAsync(page, cloud, "/stores", how), StringComparison.Ordinal);
        Assert.NotNull(await _browser.RunAsync(page, $"(async()=>(await fetch({Quote(cloud + "/stores")},{how})).headers.get('ETag'))()"));
    }

    /// <summary>Accounts there are: each tenant and each registration opens some.</summary>
    private async Task<int> AccountsAsync()
    {
        var administrator = new Caller(_server.Http, await People.AdministratorAsync(_server.Http));
        return (await administrator.GetAsync("/manage/v1/accounts")).Expect(200).Json["items"]!.AsArray().Count;
    }

    private async Task<int> StatusAsync(string page, string cloud, string path, string how) =>
        (int)(await _browser.RunAsync(page, $"(async()=>{{try{{return (await fetch({Quote(cloud + path)},{how})).status}}catch(e){{return 0}}}})()"))!;

    private async Task<string> TextAsync(string page, string cloud, string path, string how) =>
        (string)(await _browser.RunAsync(page, $"(async()=>{{try{{return await(await fetch({Quote(cloud + path)},{how})).text()}}catch(e){{return ''}}}})()"))!;

    /// <summary>A form whose only field makes JSON of its body, sent into a frame.</summary>
    private static string FormOf(string url, string body) =>
        $$"""
        new Promise(done=>{
          const frame=document.createElement('iframe');frame.name='f'+Math.random();
          const form=document.createElement('form');form.method='POST';form.enctype='text/plain';form.action={{Quote(url)}};form.target=frame.name;
          const field=document.createElement('input');field.name={{Quote(body[..^1] + ",\"x\":\"")}};field.value='"}';form.append(field);
          document.documentElement.append(frame,form);frame.onload=()=>done(true);form.submit();
        })
        """;

    private static string Json(string body) => $"{{method:'POST',headers:{{'Content-Type':'application/json'}},body:{Quote(body)}}}";

    private static string Plain(string body) => $"{{method:'POST',headers:{{'Content-Type':'text/plain'}},body:{Quote(body)}}}";

    private static string Registration() => $$"""{"kind":"owner","login":"{{Guid.CreateVersion7():n}}@example.test","password":"Sesame-0pen"}""";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
