using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Sandbox;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Sandbox;

/// <summary>Worlds of their own for tests.</summary>
internal sealed class SandboxTenants(
    IStorage storage, CreateTenant create, DescribeTenant describe, RemoveTenant remove, AddSandboxApp addApp, Seeds seeds, SandboxQuota quota,
    SandboxGate gate,
    TimeProvider clock)
    : IEndpoints
{
    private const string Root = "/sandbox/tenants";

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    private static readonly AppSettings NewApp = new() { Name = "Sandbox app" };

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sandbox/demo", gate.Open(DemoAsync)).WithName("sandbox.demo");
        app.MapPost(Root, gate.Open(CreateAsync)).WithName("sandbox.tenants.create");
        app.MapGet(Root + "/{ownerId}", gate.Open(FindAsync)).WithName("sandbox.tenants.find");
        app.MapDelete(Root + "/{ownerId}", gate.Open(RemoveAsync)).WithName("sandbox.tenants.remove");
        app.MapPost(Root + "/{ownerId}/apps", gate.Open(AddAppAsync)).WithName("sandbox.tenants.addApp");
    }

    private async Task DemoAsync(HttpContext http)
    {
        var ownerId = await seeds.DemoOwnerAsync(http.RequestAborted);
        await AnswerAsync(http, StatusCodes.Status200OK, ownerId is null ? null : await describe.HandleAsync(ownerId, http.RequestAborted));
    }

    private async Task FindAsync(HttpContext http) => await AnswerAsync(
        http, StatusCodes.Status200OK, await describe.HandleAsync(http.RouteText("ownerId"), http.RequestAborted));

    private async Task CreateAsync(HttpContext http)
    {
        if (await quota.RefusesAsync(http, isTenant: true))
        {
            return;
        }

        using var body = await OwnBody.ReadAsync(http);
        var name = body.MaybeText("name", longest: 100);
        var isDemo = body.MaybeText("seed", "demo") switch
        {
            "demo" => true,
            "empty" => false,
            _ => body.Wrong("seed", "must be \"demo\" or \"empty\"", false),
        };
        var ttl = TtlOf(body);
        var settings = body.Has("app", out var app) && app.ValueKind != JsonValueKind.Null
            ? AppSettingsReader.Read(app, NewApp, body.Violations)
            : NewApp;
        UnknownMembers.Tell(app, "app", body.Violations, AppSettingsReader.Members);
        var isInstalled = body.Flag("install", true);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        _ = name; // A label for the caller's own logs.
        var seed = isDemo ? seeds.Demo() : seeds.Empty();
        var ownerId = await create.HandleAsync(new NewTenant(null, null, ttl, seed, settings, isInstalled), http.RequestAborted);
        await AnswerAsync(http, StatusCodes.Status201Created, await describe.HandleAsync(ownerId!, http.RequestAborted));
    }

    private async Task RemoveAsync(HttpContext http)
    {
        if (await remove.HandleAsync(http.RouteText("ownerId"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "tenant");
        }
    }

    private async Task AddAppAsync(HttpContext http)
    {
        var ownerId = http.RouteText("ownerId");
        if (await describe.HandleAsync(ownerId, http.RequestAborted) is null)
        {
            await Problem.NotFoundAsync(http, "tenant");
            return;
        }

        using var body = await OwnBody.ReadAsync(http);
        var settings = AppSettingsReader.Read(body.Root, NewApp, body.Violations);
        body.Knows(AppSettingsReader.Members);
        var isInstalled = body.Flag("install", true);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var added = await storage.WriteAsync(ownerId, work => addApp.HandleAsync(work, settings, isInstalled), http.RequestAborted);
        var tenant = await describe.HandleAsync(ownerId, http.RequestAborted);
        await Json.WriteAsync(
            http, StatusCodes.Status201Created, json => TenantWriter.WriteApp(json, tenant!.Apps.Single(app => app.App.Id == added.Id)));
    }

    private TimeSpan? TtlOf(OwnBody body)
    {
        if (body.MaybeText("ttl") is not { } text)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return Periods.TryParse(text, out var ttl) && ttl.From(now) is { } end && end > now && end - now <= LongestLife
            ? end - now
            : body.Wrong<TimeSpan?>("ttl", $"must be a duration of at most a year, {Periods.Forms}", null);
    }

    private static Task AnswerAsync(HttpContext http, int status, Tenant? tenant) => tenant is null
        ? Problem.NotFoundAsync(http, "tenant")
        : Json.WriteAsync(http, status, json => TenantWriter.Write(json, tenant));
}
