using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <param name="Subject">The member in snake case.</param>
/// <param name="Reason">For a person.</param>
internal readonly record struct ViolationV2(string Subject, string Reason);

/// <summary>Why an object cannot be taken: all that is wrong with it.</summary>
/// <param name="Place">Where the first value of the wrong kind stands, as <c>line 1, column 161</c>; null when the kinds are right.</param>
internal sealed record RejectionV2(string? Place, IReadOnlyList<ViolationV2> Violations)
{
    public static RejectionV2 Of(string subject, string reason) => new(null, [new ViolationV2(subject, reason)]);
}

/// <summary>
/// The errors of v2: <c>{code, message, violations}</c> and nothing more but <c>value</c>, since the official SDK drops a body
/// with unknown members. A code that is not here does not exist.
/// </summary>
internal static class ErrorsV2
{
    private const string InvalidFormat = "invalid_format";
    private const string WrongKind = "invalid value format for field";

    /// <summary>The body that goes with a status where nothing more is known.</summary>
    /// <param name="bad">Where the body of the request stopped being JSON.</param>
    public static Task WriteAsync(HttpContext http, int status, BadBodyException? bad)
    {
        if (bad is not null)
        {
            return WriteAsync(http, status, InvalidFormat, WrongKind, [], Places.Write(bad.Line, bad.Column));
        }

        var (code, message) = Known(status);
        return WriteAsync(http, status, code, message, [], null);
    }

    /// <summary>The body that goes with a status, and why.</summary>
    public static Task WriteAsync(HttpContext http, int status, IReadOnlyList<ViolationV2> violations)
    {
        var (code, message) = Known(status);
        return WriteAsync(http, status, code, message, violations, null);
    }

    public static Task WriteValidationAsync(HttpContext http, string subject, string reason) =>
        WriteAsync(http, RejectionV2.Of(subject, reason));

    public static Task WriteValidationAsync(HttpContext http, IReadOnlyList<ViolationV2> violations) =>
        WriteAsync(http, new RejectionV2(null, violations));

    public static Task WriteAsync(HttpContext http, RejectionV2 rejection)
    {
        var (code, message) = Known(rejection);
        return WriteAsync(http, StatusCodes.Status400BadRequest, code, message, rejection.Violations, rejection.Place);
    }

    /// <summary>An error as an item of a longer answer: with the id of what it is about, where that is known.</summary>
    /// <param name="ids">Names under which the id is told.</param>
    public static void WriteItem(Utf8JsonWriter json, RejectionV2 rejection, bool inRussian, string? id, params ReadOnlySpan<string> ids)
    {
        var (code, message) = Known(rejection);
        Write(json, code, message, rejection.Violations, rejection.Place, inRussian, id, ids);
    }

    /// <inheritdoc cref="WriteItem(Utf8JsonWriter, RejectionV2, bool, string?, ReadOnlySpan{string})"/>
    public static void WriteItem(Utf8JsonWriter json, int status, string? id, params ReadOnlySpan<string> ids)
    {
        var (code, message) = Known(status);
        Write(json, code, message, [], null, inRussian: false, id, ids);
    }

    private static (string Code, string Message) Known(RejectionV2 rejection) => rejection.Place is null
        ? ("validation_failed", "validation failed for specified payload")
        : (InvalidFormat, WrongKind);

    private static (string Code, string Message) Known(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (InvalidFormat, "the request cannot be read"),
        StatusCodes.Status401Unauthorized => ("unauthorized", "invalid token"),
        StatusCodes.Status402PaymentRequired => ("payment_required", "the app is not installed or not paid"),
        StatusCodes.Status403Forbidden => ("forbidden", "access denied"),
        StatusCodes.Status404NotFound => ("not_found", "resource not found"),
        StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "method not allowed"),
        StatusCodes.Status406NotAcceptable => ("not_acceptable", "the resource has no form that is acceptable"),
        StatusCodes.Status408RequestTimeout => ("request_timeout", "the body did not come in time"),
        StatusCodes.Status414UriTooLong => ("uri_too_long", "the address is too long"),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => ("headers_too_large", "the headers are too large"),
        StatusCodes.Status409Conflict => ("conflict", "the request is under way"),
        StatusCodes.Status422UnprocessableEntity => ("key_reused", "the key belongs to another request"),
        StatusCodes.Status413PayloadTooLarge => ("payload_too_large", "the request is too large"),
        StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "unsupported media type"),
        StatusCodes.Status429TooManyRequests => ("too_many_requests", "too many requests"),
        StatusCodes.Status503ServiceUnavailable => ("unavailable", "try again later"),
        >= 500 => ("internal_error", "internal error"),
        _ => ("error", "the request cannot be served"),
    };

    /// <summary>402 for a store with a terminal that lacks the app.</summary>
    public static Task WriteNotOnAllAsync(HttpContext http, string storeId) => WriteAsync(
        http, StatusCodes.Status402PaymentRequired, "payment_required", $"the app is not installed on all smart terminals of store {storeId}", [],
        null);

    /// <summary>422 for terminals nobody knows.</summary>
    public static Task WriteUnknownDevicesAsync(HttpContext http, IEnumerable<string> devices) => WriteAsync(
        http,
        StatusCodes.Status422UnprocessableEntity,
        "unknown_device",
        "device with specified id not found",
        [.. devices.Select(device => new ViolationV2("device_id", $"device not found: {device}"))],
        null);

    private static Task WriteAsync(
        HttpContext http, int status, string code, string message, IReadOnlyList<ViolationV2> violations, string? value) =>
        Json.WriteAsync(http, status, json => Write(json, code, message, violations, value, Reasons.AreRussian(http.Request), null, []));

    private static void Write(
        Utf8JsonWriter json, string code, string message, IReadOnlyList<ViolationV2> violations, string? value, bool inRussian, string? id,
        ReadOnlySpan<string> ids)
    {
        json.WriteStartObject();
        if (value is not null)
        {
            json.WriteString("value", value);
        }

        json.WriteString("code", code);
        json.WriteString("message", message);
        foreach (var name in id is null ? [] : ids)
        {
            json.WriteString(name, id);
        }

        json.WriteStartArray("violations");
        foreach (var violation in violations)
        {
            json.WriteStartObject();
            json.WriteString("reason", Reasons.In(inRussian, violation.Reason));
            json.WriteString("subject", violation.Subject);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
