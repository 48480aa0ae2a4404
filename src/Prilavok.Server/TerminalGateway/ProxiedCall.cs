using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Server.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.TerminalGateway;

/// <summary>The headers of a terminal app's call, on their way to its service and back.</summary>
internal static class ProxiedCall
{
    /// <summary>What belongs to the connection, to the terminal's own log-in or to the way through the cloud.</summary>
    private static readonly FrozenSet<string> Stripped = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Expect", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length", "Authorization", "X-Authorization", "Cookie", "X-Signed-Url", "X-Shop-UUID", "X-User-ID", "X-Secret-Device-ID",
        "X-OAuth-Client-ID");

    private static readonly FrozenSet<string> StrippedFromAnswers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length");

    /// <summary>Its body is read first: it may come slowly, which is not the service's fault, and may have to be sent twice.</summary>
    public static async Task<HttpRequestMessage> MakeAsync(HttpContext http, Uri url, Grant.OfTerminal caller, App app, Installation installation)
    {
        var asked = http.Request;
        var request = new HttpRequestMessage(http.IsHead() ? HttpMethod.Head : new HttpMethod(asked.Method), url);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            request.Content = new ReadOnlyMemoryContent(await Json.ReadBytesAsync(asked, http.RequestAborted));
        }

        foreach (var (name, values) in asked.Headers.Where(header => IsPassedOn(header.Key)))
        {
            var texts = (IEnumerable<string?>)values;
            if (!request.Headers.TryAddWithoutValidation(name, texts))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, texts);
            }
        }

        request.Headers.TryAddWithoutValidation("X-Evotor-Store-Uuid", caller.Terminal.StoreId);
        request.Headers.TryAddWithoutValidation("X-Evotor-Device-UUID", caller.Terminal.Id);
        request.Headers.TryAddWithoutValidation("X-Evotor-User-Id", caller.OwnerId);
        if (Credentials.Of(app.Settings, installation) is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    public static async Task AnswerAsync(HttpContext http, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !StrippedFromAnswers.Contains(header.Key)))
        {
            if (!values.All(value => value.All(c => c is (>= ' ' and <= '~') or '\t')))
            {
                continue; // It cannot be sent on as it came.
            }

            http.Response.Headers[name] = values.ToArray();
        }

        if (http.IsHead())
        {
            http.Response.ContentLength = response.Content.Headers.ContentLength;
        }
        else if (body.Length > 0)
        {
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private static bool IsPassedOn(string name) =>
        !Stripped.Contains(name)
        && !name.StartsWith("X-Device-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("X-Evotor-", StringComparison.OrdinalIgnoreCase);
}
