using System.Globalization;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;

namespace Prilavok.Server.TerminalGateway;

/// <summary>A terminal app calls its service through the cloud, which says on whose behalf.</summary>
internal sealed class TerminalProxy(
    FindProxied find, OutgoingHttp client, CircuitBreaker breaker, IOptions<ProxyOptions> options, Guard guard) : IEndpoints
{
    private const string Path = "/terminal/v1/proxy";

    private const int LongestUrl = 8000;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, guard.Terminal(PassAsync)).WithName("terminal.proxy.get");
        app.MapPost(Path, guard.Terminal(PassAsync)).WithName("terminal.proxy.post");
        app.MapPut(Path, guard.Terminal(PassAsync)).WithName("terminal.proxy.put");
        app.MapDelete(Path, guard.Terminal(PassAsync)).WithName("terminal.proxy.delete");
    }

    private async Task PassAsync(HttpContext http, Grant.OfTerminal caller)
    {
        var text = http.Request.Query["url"].ToString();
        if (ServiceAddress.FaultOf(text, longest: LongestUrl) is { } fault)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", [("url", fault)]);
            return;
        }

        var url = new Uri(text);
        if (await find.HandleAsync(caller.OwnerId, caller.Terminal.Id, url.AbsoluteUri, http.RequestAborted) is not var (owner, app, installation))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status403Forbidden, "No app of the owner on this terminal allows this address in its list `proxy`.");
            return;
        }

        if (!url.IsDefaultPort && url.Port is not (80 or 443) && !MayUseAnyPort(owner))
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "Only the ports 80 and 443 are called.");
            return;
        }

        if (breaker.RestOf(DestinationKey.Of(caller.OwnerId, url)) is { } rest)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(rest.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Problem.WriteAsync(
                http, StatusCodes.Status502BadGateway, $"Most connections to {url.Authority} failed; it is left alone for a while.");
            return;
        }

        using var request = await ProxiedCall.MakeAsync(http, url, caller, app, installation);
        await SendAsync(http, request, url, owner);
    }

    private async Task SendAsync(HttpContext http, HttpRequestMessage request, Uri url, Owner owner)
    {
        var way = Way.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(options.Value.Timeout);
        var isConnected = false;
        try
        {
            using var response = await client.SendAsync(request, owner, appId: null, way, limit.Token);
            isConnected = true;
            breaker.Record(DestinationKey.Of(owner.Id, url), isConnected);
            if ((int)response.StatusCode is < 200 or > 599)
            {
                await Problem.WriteAsync(http, StatusCodes.Status502BadGateway, $"The service answered with the status {(int)response.StatusCode}.");
            }
            else if (await ReadAsync(response, limit.Token) is { } body)
            {
                await ProxiedCall.AnswerAsync(http, response, body);
            }
            else
            {
                await Problem.WriteAsync(
                    http, StatusCodes.Status502BadGateway, $"The service answered with more than {options.Value.LargestAnswer} bytes.");
            }
        }
        catch (Exception e) when ((e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested) || CallFault.IsOne(e))
        {
            if (!isConnected)
            {
                // What breaks off after the answer has begun was connected, and is counted as such.
                breaker.Record(DestinationKey.Of(owner.Id, url), isConnected);
            }

            await Problem.WriteAsync(
                http,
                e is OperationCanceledException ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway,
                client.FaultOf(e, request, way, options.Value.Timeout).Sentence + ".");
        }
    }

    /// <returns>Null when it is too long.</returns>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var most = options.Value.LargestAnswer;
        if (response.Content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await stream.ReadAsync(part, ct) is > 0 and var length)
        {
            if (body.Length + length > most)
            {
                return null;
            }

            await body.WriteAsync(part.AsMemory(0, length), ct);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private bool MayUseAnyPort(Owner owner) => options.Value.OtherPorts switch
    {
        PrivateAddresses.Everybody => true,
        PrivateAddresses.Sandbox => owner.IsSandbox,
        PrivateAddresses.Nobody => false,
    };
}
