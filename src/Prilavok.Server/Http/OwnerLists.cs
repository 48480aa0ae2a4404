using System.Text.Json;

namespace Prilavok.Server.Http;

/// <summary>The shapes all lists and objects of an owner's account share.</summary>
internal static class OwnerLists
{
    public static Task WriteItemsAsync<T>(HttpContext http, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    public static Task AnswerAsync(HttpContext http, Core.RemoveOutcome outcome, string what, string inUse)
    {
        switch (outcome)
        {
            case Core.RemoveOutcome.Removed:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            case Core.RemoveOutcome.Unknown:
                return Problem.NotFoundAsync(http, what);
            case Core.RemoveOutcome.InUse:
                return Problem.WriteAsync(http, StatusCodes.Status409Conflict, inUse);
            case Core.RemoveOutcome.Remembered:
                return Problem.WriteAsync(
                    http, StatusCodes.Status409Conflict,
                    $"This {what} has documents. They can be read when it is gone; ?force=true removes it all the same.");
            case Core.RemoveOutcome.Preset:
                return Problem.WriteAsync(http, StatusCodes.Status409Conflict, "A preset role cannot be changed.");
            default:
                throw new InvalidOperationException($"No answer for {outcome}.");
        }
    }
}
