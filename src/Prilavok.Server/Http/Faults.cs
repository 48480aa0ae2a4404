using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <summary>Answers with an error in the words of the surface.</summary>
internal static class Faults
{
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
        StatusCodes.Status431RequestHeaderFieldsTooLarge =>
            $"There are more than {HeadLimits.Count} headers, or they are longer than {HeadLimits.Headers} bytes.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    /// <summary>402: the owner took the app off a terminal of this store.</summary>
    public static Task TellClosedAsync(HttpContext http, string storeId) => Surfaces.Of(http.Request.Path) == Surface.V1
        ? ErrorsV1.WriteAsync(http, StatusCodes.Status402PaymentRequired)
        : ErrorsV2.WriteNotOnAllAsync(http, storeId);

    public static Task TellUnsupportedAsync(HttpContext http, UnsupportedBodyException e)
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
}
