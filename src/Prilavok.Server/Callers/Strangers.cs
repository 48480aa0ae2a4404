using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Marks a route that reads a body, or thinks hard, before it knows who asks.</summary>
internal sealed class ForStrangers;

/// <summary>
/// What stands in front of routes that anybody may call: a bound by network, and small bodies. It costs a stranger more to ask than it
/// costs to refuse.
/// </summary>
internal sealed class Strangers
{
    /// <summary>Bounds the memory; beyond it, networks that owe nothing are forgotten, and all when none is such.</summary>
    private const int MostNetworks = 100_000;

    private const int SecondsOfMinute = 60;

    /// <summary>So small a body needs no more, however bad the line.</summary>
    private static readonly TimeSpan UploadTime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TokenBucket> _networks = new(StringComparer.Ordinal);
    private readonly RequestDelegate _next;
    private readonly Networks _where;
    private readonly Costs _costs;
    private readonly RateLimitOptions _options;
    private readonly TimeProvider _clock;
    private readonly Share _share;

    public Strangers(RequestDelegate next, Networks where, Costs costs, IOptions<RateLimitOptions> options, TimeProvider clock)
    {
        _next = next;
        _where = where;
        _costs = costs;
        _options = options.Value;
        _clock = clock;
        _share = costs.NewShare();
    }

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ForStrangers>() is null ? _next(http) : AdmitAsync(http);

    private async Task AdmitAsync(HttpContext http)
    {
        if (!BucketOf(_where.Of(http)).TryTake(1, out var wait))
        {
            await _costs.RefuseAsync(http, StatusCodes.Status429TooManyRequests, wait, "Too many calls without a token came from this network.");
            return;
        }

        if (!Costs.HasBody(http))
        {
            await _next(http);
            return;
        }

        var most = _options.StrangersBody;
        if (http.Request.ContentLength > most)
        {
            await TellTooLargeAsync(http, most);
            return;
        }

        if (!_share.TryTake(most, out _))
        {
            await _costs.RefuseAsync(
                http, StatusCodes.Status503ServiceUnavailable, TimeSpan.Zero, "Too many calls without a token are on their way at a time.");
            return;
        }

        try
        {
            Narrow(http, most);
            await _next(http);
        }
        finally
        {
            _share.GiveBack(most);
        }
    }

    /// <summary>A body of which nobody said how long it is, and what comes out of a packed one, is cut off there.</summary>
    private static void Narrow(HttpContext http, long most)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }

        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = SlowUploads.Within(UploadTime);
        }
    }

    private static Task TellTooLargeAsync(HttpContext http, long most) => Surfaces.Of(http.Request.Path) == Surface.Own
        ? Problem.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"Without a token a body has at most {most} bytes.")
        : Faults.TellAsync(http, StatusCodes.Status413PayloadTooLarge, null);

    private TokenBucket BucketOf(string network)
    {
        if (_networks.TryGetValue(network, out var known))
        {
            return known;
        }

        if (_networks.Count >= MostNetworks)
        {
            Forget();
        }

        var most = network == Networks.Loopback ? _options.LoopbackPerMinute : _options.StrangersPerMinute;
        return _networks.GetOrAdd(network, _ => new TokenBucket(_clock, (double)most / SecondsOfMinute, most));
    }

    private void Forget()
    {
        foreach (var (network, bucket) in _networks)
        {
            if (bucket.IsFull)
            {
                _networks.TryRemove(network, out _);
            }
        }

        if (_networks.Count >= MostNetworks)
        {
            _networks.Clear();
        }
    }
}
