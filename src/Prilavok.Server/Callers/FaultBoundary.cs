using Prilavok.Core;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Answers what never reached a handler, or what a handler could not finish.</summary>
internal sealed partial class FaultBoundary(RequestDelegate next, Costs costs, ILogger<FaultBoundary> logger)
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
            await Faults.TellAsync(http, http.Response.StatusCode, null);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception e)
    {
        http.Response.Headers.Clear();
        switch (e)
        {
            case BadBodyException bad:
                return Faults.TellAsync(http, StatusCodes.Status400BadRequest, bad);
            case UnsupportedBodyException unsupported:
                return Faults.TellUnsupportedAsync(http, unsupported);
            case BadHttpRequestException bad:
                return Faults.TellAsync(http, bad.StatusCode, null);
            case TooMuchUnderWayException full:
                return costs.RefuseAsync(http, full);
            case OwnerUnknownException:
                return Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
            case SecretClosedException closed:
                Log.Closed(logger, http.Request.Method, http.Request.Path);
                return Faults.TellAsync(http, StatusCodes.Status409Conflict, null, closed.Message);
            case StorageUnavailableException unavailable:
                Log.Unavailable(logger, unavailable);
                http.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Faults.TellAsync(http, StatusCodes.Status503ServiceUnavailable, null);
            default:
                Log.Bug(logger, e, http.Request.Method, http.Request.Path);
                return Faults.TellAsync(http, StatusCodes.Status500InternalServerError, null);
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
