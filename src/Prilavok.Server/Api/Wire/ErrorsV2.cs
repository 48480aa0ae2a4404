using System.Globalization;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Api.Wire;

/// <param name="Subject">The member in snake case.</param>
/// <param name="Reason">For a person.</param>
internal readonly record struct ViolationV2(string Subject, string Reason);

/// <summary>
/// The errors of v2: <c>{code, message, violations}</c> and nothing more but <c>value</c>, since the official SDK drops a body
/// with unknown members. A code that is not here does not exist.
/// </summary>
internal static class ErrorsV2
{
    private const string ValidationFailed = "validation_failed";

    /// <summary>The body that goes with a status where nothing more is known.</summary>
    /// <param name="bad">Where the body of the request stopped being JSON.</param>
    public static Task WriteAsync(HttpContext http, int status, BadBodyException? bad)
    {
        if (bad is not null)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {bad.Line}, column {bad.Column}");
            return WriteAsync(http, status, "invalid_format", "invalid value format for field", [], place);
        }

        var (code, message) = status switch
        {
            StatusCodes.Status400BadRequest => ("invalid_format", "the request cannot be read"),
            StatusCodes.Status401Unauthorized => ("unauthorized", "invalid token"),
            StatusCodes.Status402PaymentRequired => ("payment_required", "the app is not installed or not paid"),
            StatusCodes.Status403Forbidden => ("forbidden", "access denied"),
            StatusCodes.Status404NotFound => ("not_found", "resource not found"),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "method not allowed"),
            StatusCodes.Status406NotAcceptable => ("not_acceptable", "the resource has no form that is acceptable"),
            StatusCodes.Status413PayloadTooLarge => ("payload_too_large", "the request is too large"),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "unsupported media type"),
            StatusCodes.Status429TooManyRequests => ("too_many_requests", "too many requests"),
            StatusCodes.Status503ServiceUnavailable => ("unavailable", "try again later"),
            >= 500 => ("internal_error", "internal error"),
            _ => ("error", "the request cannot be served"),
        };
        return WriteAsync(http, status, code, message, [], null);
    }

    public static Task WriteValidationAsync(HttpContext http, string subject, string reason) =>
        WriteValidationAsync(http, [new ViolationV2(subject, reason)]);

    public static Task WriteValidationAsync(HttpContext http, IReadOnlyList<ViolationV2> violations) => WriteAsync(
        http, StatusCodes.Status400BadRequest, ValidationFailed, "validation failed for specified payload", violations, null);

    private static Task WriteAsync(
        HttpContext http, int status, string code, string message, IReadOnlyList<ViolationV2> violations, string? value) =>
        Json.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            if (value is not null)
            {
                json.WriteString("value", value);
            }

            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteStartArray("violations");
            foreach (var violation in violations)
            {
                json.WriteStartObject();
                json.WriteString("reason", Reasons.In(http.Request, violation.Reason));
                json.WriteString("subject", violation.Subject);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
