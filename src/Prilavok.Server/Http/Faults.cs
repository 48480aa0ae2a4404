using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Prilavok.Core;
using Prilavok.Server.Callers;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <summary>Tells in the words of the surface what never reached a handler, or what a handler could not finish.</summary>
internal sealed partial class Faults(RequestDelegate next, Costs costs, ILogger<Faults> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // Nobody is there to be answered.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, e);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            Heads.Allow(http.Response.Headers);
            await TellAsync(http, http.Response.StatusCode, null);
        }
    }

    public static Task TellAsync(HttpContext http, int status, BadBodyException? bad, string? title = null) => Surfaces.Of(http.Request.Path) switch
    {
        Surface.V1 when bad?.Twin is { } twin => ErrorsV1.WriteInvalidAsync(http, twin, null),
        Surface.V1 => ErrorsV1.WriteAsync(http, status),
        Surface.V2 when bad?.Twin is { } twin => ErrorsV2.WriteValidationAsync(http, twin, TwinMembers.Reason),
        Surface.V2 => ErrorsV2.WriteAsync(http, status, bad),
        _ when bad?.Twin is { } twin => Problem.WriteAsync(http, status, "A member is named twice.", [(twin, TwinMembers.Reason)]),
        _ => Problem.WriteAsync(
            http,
            status,
            bad is null ? title ?? TitleOf(http, status) : $"The body is not valid JSON: line {bad.Line}, column {bad.Column}."),
    };

    private static string TitleOf(HttpContext http, int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge when http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } most =>
            $"The body is longer than {most} bytes.",
        StatusCodes.Status408RequestTimeout => "The body did not come in time.",
        StatusCodes.Status414UriTooLong => $"The address is longer than {HeadLimits.Line} bytes.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => $"There are more than {HeadLimits.Count} headers, or they are longer than {HeadLimits.Headers} bytes.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    /// <summary>402: the owner took the app off a terminal of this store.</summary>
    public static Task TellClosedAsync(HttpContext http, string storeId) => Surfaces.Of(http.Request.Path) == Surface.V1
        ? ErrorsV1.WriteAsync(http, StatusCodes.Status402PaymentRequired)
        : ErrorsV2.WriteNotOnAllAsync(http, storeId);

    private static Task TellUnsupportedAsync(HttpContext http, UnsupportedBodyException e)
    {
        const int status = StatusCodes.Status415UnsupportedMediaType;
        if (e.Header == "Content-Encoding")
        {
            http.Response.Headers.AcceptEncoding = ContentCodings.Known;
        }

        return Surfaces.Of(http.Request.Path) switch
        {
            Surface.V1 => ErrorsV1.WriteAsync(http, status, [new FaultV1(ErrorsV1.Syntax, e.Header, e.Value) { Reason = e.Reason }]),
            Surface.V2 => ErrorsV2.WriteAsync(http, status, [new ViolationV2(e.Header, e.Reason)]),
            _ => Problem.WriteAsync(http, status, "The body is of a form that is not read here.", [(e.Header, e.Reason)]),
        };
    }

    private Task AnswerAsync(HttpContext http, Exception e)
    {
        http.Response.Headers.Clear();
        switch (e)
        {
            case BadBodyException bad:
                return TellAsync(http, StatusCodes.Status400BadRequest, bad);
            case UnsupportedBodyException unsupported:
                return TellUnsupportedAsync(http, unsupported);
            case BadHttpRequestException bad:
                return TellAsync(http, bad.StatusCode, null);
            case TooMuchUnderWayException full:
                return costs.RefuseAsync(http, full);
            case OwnerUnknownException:
                return TellAsync(http, StatusCodes.Status401Unauthorized, null);
            case SecretClosedException closed:
                Log.Closed(logger, http.Request.Method, http.Request.Path);
                return TellAsync(http, StatusCodes.Status409Conflict, null, closed.Message);
            case StorageUnavailableException unavailable:
                Log.Unavailable(logger, unavailable);
                http.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return TellAsync(http, StatusCodes.Status503ServiceUnavailable, null);
            default:
                Log.Bug(logger, e, http.Request.Method, http.Request.Path);
                return TellAsync(http, StatusCodes.Status500InternalServerError, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
        public static partial void Bug(ILogger logger, Exception e, string method, string path);

        [LoggerMessage(3, LogLevel.Error, "{Method} {Path} needs a secret that the keys of this server do not open.")]
        public static partial void Closed(ILogger logger, string method, string path);

        [LoggerMessage(2, LogLevel.Warning, "The storage is not available.")]
        public static partial void Unavailable(ILogger logger, Exception e);
    }
}
