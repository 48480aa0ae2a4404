using System.Net;
using System.Text.Json;
using Prilavok.Server.Http;

namespace Prilavok.Server.Cli;

/// <summary>
/// Asks the running server something and reads its answer whole. Whatever comes instead of an answer, for the server is of another version,
/// refuses, breaks off, or is another program at the same port, ends the command in words.
/// </summary>
internal static class OperatorAnswers
{
    private const int LongestWords = 500;
    private const int PieceSize = 1 << 16;

    /// <param name="read">Reads all it needs before anything is printed; it may throw what a reader of JSON throws.</param>
    /// <exception cref="CommandException">The server refuses, or says what nobody here understands.</exception>
    public static async Task<T> AskAsync<T>(
        this HttpClient server, HttpMethod method, string path, HttpContent? body, Func<JsonElement, T> read, CancellationToken ct)
    {
        var said = await server.OrderAsync(method, path, body, ct);
        try
        {
            using var json = JsonDocument.Parse(said);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CommandException($"{Subject(server)} answers {method} {PathOf(path)} in a way that is not understood here. {MayBeOlder}", e);
        }
    }

    /// <returns>What the server said to it, which may be nothing.</returns>
    /// <exception cref="CommandException">The server refuses.</exception>
    public static Task<byte[]> OrderAsync(this HttpClient server, HttpMethod method, string path, HttpContent? body, CancellationToken ct) =>
        HearAsync(server, async () =>
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
            using var answer = await server.SendAsync(request, ct);
            var said = await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.IsSuccessStatusCode ? said : throw Refused(server, request, answer.StatusCode, said);
        });

    /// <summary>Copies the answer to <paramref name="target"/> as it comes.</summary>
    /// <exception cref="CommandException">The server refuses, or breaks off.</exception>
    public static async Task CopyAsync(this HttpClient server, string path, Stream target, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await HearAsync(server, () => server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct));
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(server, request, answer.StatusCode, await HearAsync(server, () => answer.Content.ReadAsByteArrayAsync(ct)));
        }

        await using var source = await HearAsync(server, () => answer.Content.ReadAsStreamAsync(ct));
        var piece = new byte[PieceSize];
        while (await HearAsync(server, () => source.ReadAsync(piece, ct).AsTask()) is > 0 and var length)
        {
            await target.WriteAsync(piece.AsMemory(0, length), ct);
        }
    }

    private static string MayBeOlder => $"It may be of another version than this program, which is {ProgramVersion.Text}.";

    private static string Subject(HttpClient server) => $"The server at {server.BaseAddress?.GetLeftPart(UriPartial.Authority)}";

    private static string PathOf(string path) => path.Split('?')[0];

    private static async Task<T> HearAsync<T>(HttpClient server, Func<Task<T>> hear)
    {
        try
        {
            return await hear();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CommandException($"{Subject(server)} broke off: {InOneLine(e.Message)}", e);
        }
    }

    private static CommandException Refused(HttpClient server, HttpRequestMessage request, HttpStatusCode status, byte[] said)
    {
        var words = WordsOf(said);
        return status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed || words is null
            ? new CommandException(
                $"{Subject(server)} answers {(int)status} to {request.Method} "
                    + $"{PathOf(request.RequestUri!.OriginalString)}{(words is null ? "" : $" ({words})")}. {MayBeOlder}")
            : new CommandException(words);
    }

    /// <returns>Null of what says nothing to people.</returns>
    private static string? WordsOf(byte[] said)
    {
        try
        {
            using var json = JsonDocument.Parse(said);
            var problem = json.RootElement;
            return problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("title", out var title)
                && title.GetString() is { Length: > 0 } words
                ? InOneLine(problem.TryGetProperty("violations", out var violations) ? $"{words} {violations.GetRawText()}" : words)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string InOneLine(string words) =>
        string.Join(' ', string.Concat(words.Take(LongestWords)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
