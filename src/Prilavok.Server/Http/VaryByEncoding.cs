using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Prilavok.Server.Http;

/// <summary>What would be packed for another caller says so to this one, who takes nothing packed: caches between them must know.</summary>
internal sealed class VaryByEncoding(RequestDelegate next, IResponseCompressionProvider compression)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (!compression.CheckRequestAcceptsCompression(http)) // To the others, packing itself says it.
        {
            http.Response.OnStarting(TellAsync, http);
        }

        return next(http);
    }

    private Task TellAsync(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        if (compression.ShouldCompressResponse(http)
            && !headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.AcceptEncoding, StringComparer.OrdinalIgnoreCase))
        {
            headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.AcceptEncoding);
        }

        return Task.CompletedTask;
    }
}
