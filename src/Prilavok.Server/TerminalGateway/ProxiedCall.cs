using Microsoft.AspNetCore.Http.Features;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;

namespace Prilavok.Server.TerminalGateway;

/// <summary>The headers of a terminal app's call, on their way to its service and back.</summary>
internal static class ProxiedCall
{
    /// <summary>Its body is read first: it may come slowly, which is not the service's fault, and may have to be sent twice.</summary>
    public static async Task<HttpRequestMessage> MakeAsync(HttpContext http, Uri url, Grant.OfTerminal caller, App app, Installation installation)
    {
        var asked = http.Request;
        var request = new HttpRequestMessage(http.IsHead() ? HttpMethod.Head : new HttpMethod(asked.Method), url);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            request.Content = new ReadOnlyMemoryContent(await Json.ReadBytesAsync(asked, http.RequestAborted));
        }

        foreach (var (name, values) in asked.Headers.Where(header => PassedHeaders.GoForth(header.Key)))
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
            request.Headers.TryAddWithoutValidation("Authorization", authorization.Open());
        }

        return request;
    }

    public static async Task AnswerAsync(HttpContext http, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => PassedHeaders.GoBack(header.Key)))
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
}
