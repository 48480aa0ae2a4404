using System.Text.Json;

namespace Prilavok.Server.Http;

/// <summary>RFC 9457 answers of Prilavok's own surfaces.</summary>
internal static class Problem
{
    public const string MediaType = "application/problem+json";

    /// <param name="title">What is wrong, for a person.</param>
    /// <param name="violations">Which members are wrong, and why.</param>
    public static Task WriteAsync(
        HttpContext http, int status, string title, IEnumerable<(string Subject, string Reason)>? violations = null,
        Action<Utf8JsonWriter>? more = null) =>
        Json.WriteAsync(
            http,
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("type", "about:blank");
                json.WriteString("title", title);
                json.WriteNumber("status", status);
                if (violations is not null)
                {
                    json.WriteStartArray("violations");
                    foreach (var (subject, reason) in violations)
                    {
                        json.WriteStartObject();
                        json.WriteString("subject", subject);
                        json.WriteString("reason", reason);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }

                more?.Invoke(json);
                json.WriteEndObject();
            },
            MediaType);

    public static Task NotFoundAsync(HttpContext http, string what) =>
        WriteAsync(http, StatusCodes.Status404NotFound, $"There is no such {what}.");
}
