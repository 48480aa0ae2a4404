using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>What a token made for a program opens, asked of every route there is.</summary>
public abstract class ScopeTableTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_token_opens_the_area_it_was_made_for_and_nothing_else()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var program = new Dictionary<(DoorKind, string, bool), Caller>();
        var (wrong, used) = (new List<string>(), new HashSet<string>());
        foreach (var route in Server.Routes.OrderBy(route => Samples.MethodOf(route) == HttpMethod.Delete))
        {
            var kind = Door.Of(route).Kind;
            if (kind is not (DoorKind.Owner or DoorKind.Publisher or DoorKind.PublisherOrApp))
            {
                Assert.Null(route.Metadata.GetMetadata<ScopeArea>());
                continue;
            }

            if (route.Name() == "manage.apps.settings")
            {
                continue; // It shows the tokens of an installation, and is for people alone.
            }

            var area = route.Metadata.GetMetadata<ScopeArea>()?.Area;
            Assert.True(area is not null, $"{route.Name()} names no area.");
            var scope = area + (Samples.MethodOf(route) == HttpMethod.Get ? Scopes.Read : Scopes.Write);
            used.Add(scope);
            foreach (var isOpen in new[] { false, true })
            {
                var key = (kind, scope, isOpen);
                if (!program.TryGetValue(key, out var caller))
                {
                    program[key] = caller = await ProgramAsync(account.For(kind), kind, isOpen ? [scope] : null, scope);
                }

                var answer = await RouteCall.SendAsync(route, caller, account);
                if (isOpen ? answer.Status is 401 or 403 : answer.Status != 403)
                {
                    wrong.Add($"{route.Name()} {(isOpen ? "with" : "without")} {scope}: {answer.Asked} answered {answer.Status}: {answer.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(used.Except(Scopes.Of(AccountKind.Owner).Concat(Scopes.Of(AccountKind.Publisher))));
    }

    [Fact]
    public async Task Nothing_that_is_a_persons_own_opens_to_a_program()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var caller = await ProgramAsync(account.People.Person, DoorKind.Owner, null, "");
        foreach (var route in Server.Routes.Where(route => Door.Of(route).Kind == DoorKind.Person))
        {
            (await RouteCall.SendAsync(route, caller, account)).Expect(403);
        }
    }

    [Fact]
    public async Task The_token_of_an_installation_opens_more_than_any_and_is_for_people_alone()
    {
        var tenant = await TenantAsync();
        var program = await ProgramAsync(tenant.Owner, DoorKind.Owner, ["app:read"], "");

        var apps = (await program.GetAsync(tenant.Manage("/apps"))).Expect(200);

        Assert.NotNull(apps.Json["items"]![0]!["installation"]);
        Assert.DoesNotContain(tenant.App.Token!, apps.Text, StringComparison.Ordinal);
        Assert.Contains(tenant.App.Token!, (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Text, StringComparison.Ordinal);
        (await program.GetAsync(tenant.Manage($"/apps/{tenant.AppId}/settings"))).Expect(403);
    }

    /// <summary>Whoever has them sends the service signed notifications in the name of this cloud.</summary>
    [Fact]
    public async Task Only_who_may_change_an_app_is_shown_its_secrets()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var (publisher, app) = (account.Tenant.Publisher, $"/manage/v1/apps/{account.Tenant.AppId}");
        var token = $"{Guid.CreateVersion7():n}";
        var secret = (string)(await publisher.PatchAsync(app, new { signing = true, signingScheme = "hmac", serviceToken = "Bearer " + token })).Expect(200).Json["signingSecret"]!;
        var reader = await ProgramAsync(publisher, DoorKind.Publisher, [.. Scopes.Of(AccountKind.Publisher).Where(scope => scope != "app:write")], "");
        var writer = await ProgramAsync(publisher, DoorKind.Publisher, ["app:read", "app:write"], "");
        var (shown, routes) = (new List<string>(), new List<string>());
        foreach (var route in Server.Routes.Where(route => Door.Of(route).Kind is DoorKind.Publisher or DoorKind.PublisherOrApp && Samples.MethodOf(route) == HttpMethod.Get))
        {
            Assert.False(Shows(await RouteCall.SendAsync(route, reader, account)), $"{route.Name()} shows a secret to who only reads.");
            var answer = await RouteCall.SendAsync(route, writer, account);
            if (answer.Status == 200 && Shows(answer))
            {
                shown.Add(route.Name());
            }
        }

        Assert.Equal(["manage.app.find", "manage.publisher.apps", "manage.versions.find", "manage.versions.list"], shown.Order(StringComparer.Ordinal));
        (await reader.PostAsync(app + "/replays", new { since = "2026-01-01T00:00:00Z", to = "http://127.0.0.1:9/" })).Expect(400);

        bool Shows(Answer answer) => answer.Text.Contains(token, StringComparison.Ordinal) || answer.Text.Contains(secret, StringComparison.Ordinal);
    }

    /// <param name="scopes">Null is all but one.</param>
    private static async Task<Caller> ProgramAsync(Caller person, DoorKind kind, IReadOnlyList<string>? scopes, string butOne)
    {
        scopes ??= [.. Scopes.Of(kind == DoorKind.Owner ? AccountKind.Owner : AccountKind.Publisher).Where(scope => scope != butOne)];
        var made = await person.PostAsync("/manage/v1/tokens", new { name = "Program", scopes });
        return person with { Token = (string)made.Expect(201).Json["token"]! };
    }
}

public sealed class SqliteScopeTableTests : ScopeTableTests<SqliteFixture>;

public sealed class PostgreSqlScopeTableTests : ScopeTableTests<PostgreSqlFixture>;
