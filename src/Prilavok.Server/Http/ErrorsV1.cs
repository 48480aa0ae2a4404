using System.Text.Json;

namespace Prilavok.Server.Http;

/// <summary>The errors of v1: <c>{"errors":[{"code":…}]}</c>. A code that is not here does not exist.</summary>
internal static class ErrorsV1
{
    public const int BadToken = 1002;
    public const int PaymentRequired = 1004;
    public const int NotAllowed = 1005;
    public const int Syntax = 2001;
    public const int Missing = 2002;
    public const int Invalid = 2003;

    /// <summary>The code that goes with a status where nothing more is known.</summary>
    public static Task WriteAsync(HttpContext http, int status) => status switch
    {
        StatusCodes.Status404NotFound => Json.WriteAsync(http, status, "{}"u8.ToArray()),
        StatusCodes.Status401Unauthorized => WriteAsync(http, status, BadToken, null, null, null),
        StatusCodes.Status402PaymentRequired => WriteAsync(http, status, PaymentRequired, "payment required", null, null),
        StatusCodes.Status403Forbidden => WriteAsync(http, status, NotAllowed, "not allowed", null, null),
        StatusCodes.Status405MethodNotAllowed => WriteAsync(http, status, NotAllowed, "not allowed", "method", http.Request.Method),
        StatusCodes.Status408RequestTimeout => WriteAsync(http, status, Syntax, "too slow", "body", null),
        StatusCodes.Status414UriTooLong => WriteAsync(http, status, Syntax, "too long", "url", null),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => WriteAsync(http, status, Syntax, "too large", "headers", null),
        StatusCodes.Status413PayloadTooLarge => WriteAsync(http, status, Syntax, "too large", "body", null),
        StatusCodes.Status415UnsupportedMediaType => WriteAsync(http, status, Syntax, "unsupported media type", "Content-Type", null),
        >= 500 => WriteAsync(http, status, Syntax, "the cloud failed", null, null),
        _ => WriteAsync(http, status, Syntax, null, null, null),
    };

    /// <summary>400 for a parameter or member whose value cannot be used.</summary>
    public static Task WriteInvalidAsync(HttpContext http, string subject, string? value) =>
        WriteFaultsAsync(http, [new FaultV1(Invalid, subject, value)]);

    /// <summary>400 with everything that is wrong with a request.</summary>
    public static Task WriteFaultsAsync(HttpContext http, IReadOnlyList<FaultV1> faults) => WriteAsync(http, StatusCodes.Status400BadRequest, faults);

    public static Task WriteAsync(HttpContext http, int status, IReadOnlyList<FaultV1> faults) =>
        Json.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            foreach (var fault in faults)
            {
                WriteOne(json, fault.Code, fault.Reason, fault.Subject, fault.Value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static Task WriteAsync(HttpContext http, int status, int code, string? reason, string? subject, string? value) =>
        Json.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            WriteOne(json, code, reason, subject, value);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void WriteOne(Utf8JsonWriter json, int code, string? reason, string? subject, string? value)
    {
        json.WriteStartObject();
        json.WriteNumber("code", code);
        WriteKnown(json, "reason", reason);
        WriteKnown(json, "subject", subject);
        WriteKnown(json, "value", value);
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
