using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Api;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Who gets in where, asked of every route there is.</summary>
public abstract class RightsTableTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>In one's own store, what another owner calls so is made anew, or a list without it is empty.</summary>
    private static readonly string[] MakeTheirOwn = ["v2.products.replace", "v2.productGroups.replace", "v2.suppliers.add", "v2.documents.listOfDevice"];

    private readonly List<string> _wrong = [];
    private readonly Dictionary<(string Right, bool Has), Caller> _apps = [];

    [Fact]
    public async Task Every_route_lets_in_whom_it_is_for_and_nobody_else()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var other = await Account.OpenAsync(Server.Http, Partner);
        var routes = Server.Routes.Select(route => (Route: route, Door: Door.Of(route))).ToList();
        foreach (var right in routes.Select(route => route.Door.Right).OfType<string>().Distinct())
        {
            _apps[(right, false)] = await account.Tenant.AllowAsync(Rights.All.Where(each => each != right));
            _apps[(right, true)] = await account.Tenant.AllowAsync([right]);
        }

        var before = await ReadAllAsync(routes, account);
        foreach (var (route, door) in routes.OrderBy(route => MakeTheirOwn.Contains(route.Route.Name())))
        {
            await KeepOutAsync(route, door, account);
            await HideAsync(route, door, account, other);
        }

        AssertNothingWrong();
        Assert.Equal(before, await ReadAllAsync(routes, account));
        foreach (var (route, door) in routes.OrderBy(route => Order(route.Route)).ThenByDescending(route => route.Route.RoutePattern.RawText!.Length))
        {
            await LetInAsync(route, door, account);
        }

        AssertNothingWrong();
    }

    private void AssertNothingWrong() => Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));

    /// <summary>Strangers, tokens of another kind, and apps without the right.</summary>
    private async Task KeepOutAsync(RouteEndpoint route, Door door, Account account)
    {
        if (door.Kind is DoorKind.Anybody or DoorKind.Sandbox)
        {
            return;
        }

        Caller[] all = [Anybody, Anybody with { Token = "nobody's" }, account.Tenant.App, account.Tenant.Owner, account.Tenant.Publisher, account.Till.Caller];
        var isForApps = door.Kind == DoorKind.App || door is { Kind: DoorKind.PublisherOrApp, Right: not null };
        var people = door.Kind == DoorKind.Person ? new[] { account.Tenant.Owner, account.Tenant.Publisher } : [];
        foreach (var caller in all.Where(caller => caller != account.For(door.Kind) && !people.Contains(caller) && !(isForApps && caller == account.Tenant.App)))
        {
            var isForbidden = door.Kind == DoorKind.PublisherOrApp && caller == account.Tenant.App;
            await ExpectAsync(route, caller, account, isForbidden ? 403 : 401, $"with the token of {Array.IndexOf(all, caller)}");
        }

        if (door.Right is { } right)
        {
            await ExpectAsync(route, _apps[(right, false)], account, 403, $"without {right}");
        }
    }

    /// <summary>Another owner with all rights asks for what is here, by the whole path and by its ends.</summary>
    private async Task HideAsync(RouteEndpoint route, Door door, Account account, Account other)
    {
        if (door.Kind is DoorKind.Anybody or DoorKind.Sandbox or DoorKind.Administrator || route.Name() == "manage.logout")
        {
            return;
        }

        Caller[] callers = door is { Kind: DoorKind.PublisherOrApp, Right: not null } ? [other.Tenant.Publisher, other.Tenant.App] : [other.For(door.Kind)];
        var parameters = route.RoutePattern.Parameters.Count;
        foreach (var caller in callers)
        {
            for (var own = 0; own < Math.Max(1, parameters); own++)
            {
                var answer = await RouteCall.SendAsync(route, caller, account, (place, name) => (place < own ? other : account).ValueOf(route, name));
                var isWell = answer.Status is >= 200 and < 500 and not (401 or 405) && !answer.Text.Contains(account.Mark, StringComparison.Ordinal);
                if (!isWell || (parameters > 0 && answer.Status < 300 && !(own > 0 && MakeTheirOwn.Contains(route.Name()))))
                {
                    _wrong.Add($"{route.Name()}: another owner's {answer.Asked} answered {answer.Status}: {answer.Text}");
                }
            }
        }
    }

    /// <summary>Everything a path names is there, and the call succeeds with nothing but its right.</summary>
    private async Task LetInAsync(RouteEndpoint route, Door door, Account account)
    {
        if (door is { Kind: DoorKind.PublisherOrApp, Right: { } ofApp })
        {
            var (appId, narrow, _) = await account.Tenant.AddAppWithAsync(ofApp);
            var answer = await RouteCall.SendAsync(
                route, narrow, account, (_, name) => name == "appId" ? appId : account.ValueOf(route, name));
            if (answer.Status is 401 or 403 or >= 500)
            {
                _wrong.Add($"{route.Name()} with {ofApp}: {answer.Asked} answered {answer.Status}: {answer.Text}");
            }

            await ExpectAsync(route, account.Tenant.App, account, 200, "as an app with every right");
        }

        var caller = door is { Kind: DoorKind.App, Right: { } right } ? _apps[(right, true)] : account.For(door.Kind);
        await ExpectAsync(route, caller, account, route.Name() is "sandbox.demo" or "manage.app.stream.answer" ? 404 : 200, "with what it needs"); // There is no demo in tests, and nobody who waits for an answer.
    }

    private async Task ExpectAsync(RouteEndpoint route, Caller caller, Account account, int status, string how)
    {
        var answer = await RouteCall.SendAsync(route, caller, account);
        if (status == 200 ? answer.Status is < 200 or > 299 : answer.Status != status)
        {
            _wrong.Add($"{route.Name()} {how}: {answer.Asked} answered {answer.Status}, not {status}: {answer.Text}");
        }
    }

    /// <summary>What is taken away is taken last, and who is logged out does nothing more.</summary>
    private static int Order(RouteEndpoint route) => (Samples.MethodOf(route).Method, route.Name()) switch
    {
        (_, "manage.secondFactor.confirm") => 0, // Its code is of the secret the account began with.
        (_, "manage.password.change") => 3,
        (_, "manage.logout" or "manage.accounts.secondFactor.off") => 4, // Ends sessions.
        ("DELETE", var name) when name.StartsWith("manage", StringComparison.Ordinal) => 3,
        ("DELETE", _) => 2,
        ("GET", _) => 0,
        _ => 1,
    };

    /// <summary>All that can be read of the account, deliveries aside, which go on by themselves.</summary>
    private static async Task<string> ReadAllAsync(IEnumerable<(RouteEndpoint Route, Door Door)> routes, Account account)
    {
        await account.Tenant.SettleAsync();
        var texts = new List<string>();
        foreach (var (route, door) in routes.Where(route => Samples.MethodOf(route.Route) == HttpMethod.Get))
        {
            if (door.Kind is not (DoorKind.Anybody or DoorKind.Sandbox) && route.Name() is not ("manage.app.deliveries" or "manage.app.lanes" or "manage.accounts.list" or "manage.backup" or "manage.keys.list"))
            {
                texts.Add((await RouteCall.SendAsync(route, account.For(door.Kind), account)).Expect(200).Text);
            }
        }

        return string.Join('\n', texts);
    }
}

public sealed class SqliteRightsTableTests : RightsTableTests<SqliteFixture>;

public sealed class PostgreSqlRightsTableTests : RightsTableTests<PostgreSqlFixture>;
