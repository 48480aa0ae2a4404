using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Marks a route with what its caller must hold; the rights table is read from here.</summary>
internal sealed record RequiredRight(string Right);

/// <summary>Lets the bearer of the right token in, and says in the words of the surface why another stays out.</summary>
internal sealed class Guard(
    RecogniseToken recognise, RateLimits limits, Costs costs, ApiMishaps mishaps, OperatorKey key, OnlyOnce once, IOptions<ServerOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly MinDataRate _terminalRate = SlowReaders.RateOfTerminal(options.Value);

    /// <summary>A handler for apps in an owner's account that hold <paramref name="right"/>.</summary>
    public RequestDelegate App(string right, Func<HttpContext, Grant.OfApp, Task> handler) => App(app => app.Rights.Contains(right), handler);

    /// <summary>A handler for any app in an owner's account.</summary>
    public RequestDelegate App(Func<HttpContext, Grant.OfApp, Task> handler) => App(_ => true, handler);

    /// <summary>A handler for publishers on the field's own wire, and for apps in an owner's account that hold the right.</summary>
    /// <param name="right">Null keeps apps out.</param>
    public RequestDelegate PublisherOrApp(string? right, Func<HttpContext, Grant, Task> handler) => async http =>
    {
        switch (await WhoAsync(http))
        {
            case Grant.OfPublisher publisher when publisher.Allows(ScopeArea.ScopeOf(http)):
                await (limits.TryTake(http, publisher)
                    ? PassAsync(http, publisher, handler)
                    : Faults.TellAsync(http, StatusCodes.Status429TooManyRequests, null));
                break;
            case Grant.OfApp app when right is not null && app.Rights.Contains(right):
                await CountAsync(http, app, handler);
                break;
            case Grant.OfApp or Grant.Removed or Grant.OfPublisher:
                await Faults.TellAsync(http, StatusCodes.Status403Forbidden, null);
                break;
            default:
                await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
                break;
        }
    };

    public RequestDelegate Terminal(Func<HttpContext, Grant.OfTerminal, Task> handler) => Only(handler);

    /// <summary>A handler for terminals, and for those that were removed.</summary>
    public RequestDelegate Bringer(Func<HttpContext, Grant.Bringer, Task> handler) => Only(handler);

    public RequestDelegate Publisher(Func<HttpContext, Grant.OfPublisher, Task> handler) => ForPerson(handler);

    /// <summary>A handler for whoever logged in. Tokens made for programs stay out.</summary>
    public RequestDelegate Person(Func<HttpContext, Grant.OfPerson, Task> handler) => ForPerson(handler);

    /// <summary>A handler for administrators, and for whoever can read the data folder.</summary>
    public RequestDelegate Administrator(Func<HttpContext, Grant.OfAdministrator, Task> handler)
    {
        var person = ForPerson(handler);
        return http => key.Opens(http) ? once.RunAsync(http, Grant.Operator, handler) : person(http);
    }

    /// <summary>A handler for the owner named in the path. Another owner's id is told to be unknown.</summary>
    public RequestDelegate Owner(Func<HttpContext, Grant.OfOwner, Task> handler) => ForPerson<Grant.OfOwner>((http, owner) =>
        http.GetRouteValue("ownerId") is string asked && asked != owner.OwnerId
            ? Problem.NotFoundAsync(http, "owner")
            : handler(http, owner));

    /// <summary>
    /// Asks again who is there, for what goes on after the call was let in: a token that was taken back, is over, or lost its right must not
    /// be told anything any more.
    /// </summary>
    public async ValueTask<bool> StillLetsInAsync(HttpContext http, Grant before, CancellationToken ct)
    {
        var token = before is Grant.OfPerson ? SessionCookie.TokenOf(http.Request) : TokenOf(http.Request);
        return token is not null && await recognise.HandleAsync(token, ct) switch
        {
            Grant.OfPublisher now => before is Grant.OfPublisher was && now.PublisherId == was.PublisherId && now.Allows(ScopeArea.ScopeOf(http)),
            Grant.OfApp now => before is Grant.OfApp was && now.OwnerId == was.OwnerId && now.AppId == was.AppId
                && (http.GetEndpoint()?.Metadata.GetMetadata<RequiredRight>() is not { Right: var right } || now.Rights.Contains(right)),
            Grant.OfTerminal now => before is Grant.OfTerminal was && now.OwnerId == was.OwnerId && now.Terminal.Id == was.Terminal.Id,
            _ => false,
        };
    }

    /// <summary>
    /// The token of a request, in any of the spellings clients use: <c>X-Authorization</c> first, then <c>Authorization</c>
    /// with or without its scheme.
    /// </summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers["X-Authorization"].ToString();
        if (header.Length == 0)
        {
            header = request.Headers.Authorization.ToString();
        }

        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : header.Trim();
        return token.Length == 0 ? null : token;
    }

    private RequestDelegate App(Func<Grant.OfApp, bool> isAllowed, Func<HttpContext, Grant.OfApp, Task> handler) => async http =>
    {
        switch (await WhoAsync(http))
        {
            case Grant.OfApp app when isAllowed(app) && ClosedStore(http, app) is { } storeId:
                await Faults.TellClosedAsync(http, storeId);
                break;
            case Grant.OfApp app when isAllowed(app):
                await CountAsync(http, app, handler);
                break;
            case Grant.OfApp or Grant.Removed:
                await Faults.TellAsync(http, StatusCodes.Status403Forbidden, null);
                break;
            default:
                await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
                break;
        }
    };

    /// <summary>For terminals.</summary>
    private RequestDelegate Only<TGrant>(Func<HttpContext, TGrant, Task> handler)
        where TGrant : Grant => async http =>
    {
        if (await WhoAsync(http) is not TGrant grant)
        {
            await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
            return;
        }

        if (costs.Begin(http, grant, out var cost) is { } refused)
        {
            await refused;
            return;
        }

        try
        {
            SlowReaders.Grant(http, _terminalRate);
            await handler(http, grant);
        }
        finally
        {
            cost.End();
        }
    };

    /// <summary>Handles a call that its owner's account bears.</summary>
    private async Task PassAsync<TGrant>(HttpContext http, TGrant grant, Func<HttpContext, TGrant, Task> handler)
        where TGrant : Grant
    {
        if (costs.Begin(http, grant, out var cost) is { } refused)
        {
            await refused;
            return;
        }

        try
        {
            await once.RunAsync(http, grant, handler);
        }
        finally
        {
            cost.End();
        }
    }

    /// <summary>Handles a call of an app that is not one too many and does not go wrong on purpose.</summary>
    private async Task CountAsync(HttpContext http, Grant.OfApp app, Func<HttpContext, Grant.OfApp, Task> handler)
    {
        if (!limits.TryTake(http, app))
        {
            await Faults.TellAsync(http, StatusCodes.Status429TooManyRequests, null);
            return;
        }

        if (costs.Begin(http, app, out var cost) is { } refused)
        {
            await refused;
            return;
        }

        try
        {
            if (app.Chaos is null || !await mishaps.HappenAsync(http, app))
            {
                await once.RunAsync(http, app, handler);
            }
        }
        finally
        {
            cost.End();
        }
    }

    /// <summary>The store the path names, where the owner took the app off one of its terminals.</summary>
    private static string? ClosedStore(HttpContext http, Grant.OfApp app) =>
        app.ClosedStores.Count > 0
        && (http.GetRouteValue("storeId") ?? http.GetRouteValue("storeUuid")) is string storeId
        && app.ClosedStores.Contains(Ids.Key(storeId))
            ? storeId
            : null;

    /// <summary>People come with a token or, in a browser, with a cookie; programs with a token that opens a part.</summary>
    private RequestDelegate ForPerson<TGrant>(Func<HttpContext, TGrant, Task> handler)
        where TGrant : Grant.OfPerson => async http =>
    {
        if (await WhoAsync(http, SessionCookie.TokenOf(http.Request)) is not TGrant grant)
        {
            await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
        }
        else if (SessionCookie.IsForged(http.Request))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status403Forbidden,
                $"A change with a cookie needs the header {SessionCookie.CsrfHeader}: GET /manage/v1/login shows its value.");
        }
        else if (ScopeArea.ScopeOf(http) is var scope && !grant.Allows(scope))
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status403Forbidden,
                scope is null ? "This is for people who logged in, not for tokens with scopes." : $"The token has not the scope {scope}.");
        }
        else
        {
            http.Features.Set<Grant.OfPerson>(grant);
            await PassAsync(http, grant, handler);
        }
    };

    private ValueTask<Grant> WhoAsync(HttpContext http) => WhoAsync(http, TokenOf(http.Request));

    private ValueTask<Grant> WhoAsync(HttpContext http, string? given) =>
        given is { } token ? recognise.HandleAsync(token, http.RequestAborted) : new(Grant.Unknown);
}
