using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>
/// What calls cost, once it is known who asks: how many an owner makes, how many bytes they bring, and what is under way. Each process
/// counts for itself. Administrators are not counted: they come when something is wrong.
/// </summary>
internal sealed class Costs(IOptions<RateLimitOptions> options, IOptions<ServerOptions> server, RateLimits limits, TimeProvider clock)
{
    /// <summary>Bounds the memory; beyond it, counting starts anew, in favour of the callers.</summary>
    private const int Most = 100_000;

    /// <summary>Seconds' worth that may come at once.</summary>
    private const int Burst = 10;

    /// <summary>Parts of all that may be under way: one for an owner, one for all who have no token.</summary>
    private const int Parts = 4;

    /// <summary>What is under way now is over in a moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Payer, string CallerId), TokenHolder> _callers = new();
    private readonly ConcurrentDictionary<string, Payer> _payers = new(StringComparer.Ordinal);
    private readonly Share _all = new(Math.Max(options.Value.BodiesUnderWay, server.Value.LargestBody), null);
    private readonly RateLimitOptions _options = options.Value;

    /// <summary>Bytes of bodies under way, of all callers.</summary>
    public long UnderWay => _all.Taken;

    /// <summary>A part of all that may be under way. One body always goes into it.</summary>
    public Share NewShare() => new(Math.Max(_options.BodiesUnderWay / Parts, server.Value.LargestBody), _all);

#pragma warning disable MA0022 // Nothing is awaited of a call that may go on: null says so, and costs nothing.
    /// <summary>Counts a call. It must end.</summary>
    /// <returns>The refusal, on its way to the caller; null when the call may go on.</returns>
    public Task? Begin(HttpContext http, Grant grant, out Cost cost)
    {
        cost = default;
        var key = KeyOf(grant);
        if (key.Payer.Length == 0)
        {
            return null;
        }

        var caller = CallerOf(key);
        var payer = caller.Payer;
        if (payer.Calls is { } calls && !calls.TryTake(1, out var wait))
        {
            return RefuseAsync(http, StatusCodes.Status429TooManyRequests, wait, "There are too many calls of this account.");
        }

        if (caller.Enter() > _options.AtOnce)
        {
            caller.Leave();
            return RefuseAsync(http, StatusCodes.Status429TooManyRequests, Moment, $"More than {_options.AtOnce} calls of this token are under way.");
        }

        cost = new Cost(caller, 0, null);
        return HasBody(http) ? BeginBody(http, caller, ref cost) : null;
    }

    /// <summary>A handler whose bodies count as a part of all, for callers that are let in without a token of their own.</summary>
    public RequestDelegate Counted(RequestDelegate handler)
    {
        var nobody = new TokenHolder(new Payer(null, null, NewShare()));
        return async http =>
        {
            nobody.Enter();
            var cost = new Cost(nobody, 0, null);
            if (HasBody(http) && BeginBody(http, nobody, ref cost) is { } refused)
            {
                await refused;
                return;
            }

            try
            {
                await handler(http);
            }
            finally
            {
                cost.End();
            }
        };
    }

    /// <summary>Says when to come again, in the words of the surface.</summary>
    /// <param name="words">For people, where the surface has room for them.</param>
    public Task RefuseAsync(HttpContext http, int status, TimeSpan wait, string words)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Surfaces.Of(http.Request.Path) == Surface.Own)
        {
            return Problem.WriteAsync(http, status, $"{words} Try again in {seconds} s.");
        }

        if (status == StatusCodes.Status429TooManyRequests)
        {
            limits.Exhaust(http, seconds);
        }

        return Faults.TellAsync(http, status, null);
    }

    /// <summary>What was refused while the body was read.</summary>
    public Task RefuseAsync(HttpContext http, TooMuchUnderWayException full) => RefuseAsync(http, full.IsOwnFault);

    /// <summary>True where something comes behind the head.</summary>
    public static bool HasBody(HttpContext http) => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>A length that is announced is counted at once, everything else as it comes.</summary>
    private Task? BeginBody(HttpContext http, TokenHolder caller, ref Cost cost)
    {
        var payer = caller.Payer;
        var announced = http.Request.ContentLength;
        if (announced > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            return null; // Whoever reads it is told that it is too long: one call must not use up what all of the account may bring for hours.
        }

        var wait = TimeSpan.Zero;
        if (payer.Bytes?.TryTake(announced ?? 0, out wait) == false)
        {
            caller.Leave();
            cost = default;
            return RefuseAsync(http, StatusCodes.Status429TooManyRequests, wait, "This account has brought too many bytes.");
        }

        if (announced is not { } length)
        {
            var metered = new MeteredBody(http.Request.Body, payer.UnderWay, payer.Bytes);
            http.Request.Body = metered;
            cost = new Cost(caller, 0, metered);
        }
        else if (payer.UnderWay.TryTake(length, out var full))
        {
            cost = new Cost(caller, length, null);
        }
        else
        {
            caller.Leave();
            cost = default;
            return RefuseAsync(http, full!.IsPart);
        }

        return null;
    }

#pragma warning restore MA0022

    private Task RefuseAsync(HttpContext http, bool isOwnFault) => isOwnFault
        ? RefuseAsync(http, StatusCodes.Status429TooManyRequests, Moment, "Too many bytes of this account are on their way at a time.")
        : RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, Moment, "Too many bytes are on their way at a time.");

    private static (string Payer, string CallerId) KeyOf(Grant grant) => grant switch
    {
        Grant.OfApp app => (app.OwnerId, app.AppId),
        Grant.Bringer bringer => (bringer.OwnerId, bringer.Terminal.Id),
        Grant.OfOwner owner => (owner.OwnerId, ""),
        Grant.OfPublisher publisher => (publisher.PublisherId, ""),
        _ => ("", ""),
    };

    private TokenHolder CallerOf((string Payer, string CallerId) key)
    {
        if (_callers.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_callers.Count >= Most)
        {
            _callers.Clear();
            _payers.Clear();
        }

        var payer = _payers.GetOrAdd(
            key.Payer,
            static (_, costs) => new Payer(
                new TokenBucket(costs.Clock, costs._options.OwnerCalls, (double)costs._options.OwnerCalls * Burst),
                new TokenBucket(costs.Clock, costs._options.OwnerBytes, (double)costs._options.OwnerBytes * Burst),
                costs.NewShare()),
            this);
        return _callers.GetOrAdd(key, static (_, payer) => new TokenHolder(payer), payer);
    }

    private TimeProvider Clock => clock;
}
