using Microsoft.AspNetCore.Http.Features;

namespace Prilavok.Server.Http;

/// <summary>Marks a route whose body is a form with files, not JSON.</summary>
internal sealed class TakesFiles;

/// <summary>Marks a route whose body is a plain form, not JSON.</summary>
internal sealed class TakesForm;

/// <summary>
/// Which media types come in and go out. Live clients send all kinds: only what clearly cannot be understood is refused, and only
/// the vendor's own type is answered with itself.
/// </summary>
internal sealed class MediaTypes(RequestDelegate next)
{
    public const string Vendor = "application/vnd.evotor.v2+json";
    public const string VendorBulk = "application/vnd.evotor.v2+bulk+json";
    public const string Stream = "application/stream+json";
    public const string Events = "text/event-stream";
    public const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Acceptable =
        ["*/*", "application/*", "application/json", Vendor, VendorBulk, Stream, "application/*+json", "application/problem+json"];

    public Task InvokeAsync(HttpContext http)
    {
        var surface = Surfaces.Of(http.Request.Path);
        if (surface == Surface.V2 && !Accepts(http.Request.Headers.Accept.ToString()))
        {
            return Faults.TellAsync(http, StatusCodes.Status406NotAcceptable, null);
        }

        return surface == Surface.Own || !HasOtherBody(http) || IsTaken(http)
            ? next(http)
            : Faults.TellAsync(http, StatusCodes.Status415UnsupportedMediaType, null);
    }

    /// <summary>What an answer of the path is called.</summary>
    public static string OfAnswer(HttpContext http) =>
        http.Request.Headers.Accept is { Count: > 0 } accept
        && accept.ToString().Contains("application/vnd.evotor.v2", StringComparison.OrdinalIgnoreCase)
        && Surfaces.Of(http.Request.Path) == Surface.V2
            ? Vendor
            : Json.MediaType;

    /// <summary>Whether the type of a body is looked at under this method.</summary>
    public static bool Minds(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method);

    public static bool IsBulk(HttpRequest request) => NameOf(request.ContentType).Equals(VendorBulk, StringComparison.OrdinalIgnoreCase);

    public static bool IsStream(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(Stream, StringComparison.OrdinalIgnoreCase)
        || NameOf(request.ContentType).Equals(Stream, StringComparison.OrdinalIgnoreCase);

    public static bool IsJson(string? type)
    {
        var name = NameOf(type);
        return name.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || name.Equals("text/json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The route wants what is not JSON.</summary>
    private static bool IsTaken(HttpContext http) =>
        http.GetEndpoint()?.Metadata is { } route
        && (route.GetMetadata<TakesFiles>() is not null
            || (route.GetMetadata<TakesForm>() is not null && NameOf(http.Request.ContentType).Equals(Form, StringComparison.OrdinalIgnoreCase)));

    private static bool Accepts(string accept)
    {
        if (accept.Length == 0 || accept == "*/*")
        {
            return true;
        }

        foreach (var part in accept.Split(','))
        {
            var name = NameOf(part).ToString();
            if (name.Length == 0 || Acceptable.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A body that says it is something else than JSON. A type without a body means nothing.</summary>
    private static bool HasOtherBody(HttpContext http)
    {
        var request = http.Request;
        return NameOf(request.ContentType).Length > 0
            && http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false }
            && Minds(request.Method)
            && !IsJson(request.ContentType);
    }

    /// <summary>The type without its parameters.</summary>
    private static ReadOnlySpan<char> NameOf(string? type)
    {
        var name = type.AsSpan();
        var end = name.IndexOf(';');
        return (end < 0 ? name : name[..end]).Trim();
    }
}
