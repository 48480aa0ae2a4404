using System.Net.Http.Headers;
using System.Text.Json;
using Prilavok.Server.Callers;

namespace Prilavok.Server.Cli;

/// <summary>Calls the server that runs on a data folder, as whoever may read that folder.</summary>
internal static class OperatorClient
{
    /// <summary>Answers in JSON are read whole; none is nearly as long.</summary>
    private const int LongestAnswer = 16 << 20;

    /// <exception cref="CommandException">No server runs on the folder, or the file that leads to it cannot be read.</exception>
    public static async Task<HttpClient> OpenAsync(string data, CancellationToken ct)
    {
        var (url, authorization) = await ReadAsync(Path.Combine(data, OperatorFile.Name), data, ct);
        var client = new HttpClient(Trusting(url))
        {
            BaseAddress = url,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
        client.DefaultRequestHeaders.Authorization = authorization;
        try
        {
            using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), ct);
            answer.EnsureSuccessStatusCode();
            return client;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            client.Dispose();
            throw new CommandException($"No server answers at {url}, where {Path.Combine(data, OperatorFile.Name)} says it is: {e.Message}", e);
        }
    }

    private static async Task<(Uri Url, AuthenticationHeaderValue Authorization)> ReadAsync(string path, string data, CancellationToken ct)
    {
        try
        {
            using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(path, ct));
            var url = new Uri(file.RootElement.GetProperty("url").GetString()!);
            return url.Scheme is "http" or "https"
                ? (url, new AuthenticationHeaderValue("Bearer", file.RootElement.GetProperty("key").GetString()!))
                : throw new UriFormatException(url.Scheme);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"No server runs on {Path.GetFullPath(data)}. Start it, or name its folder with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message} Run this as the user that runs the server.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentNullException)
        {
            throw new CommandException($"{path} is not what a server writes. Start the server anew.", e);
        }
    }

    /// <summary>The certificate is made out to the name that others use; here the folder says where the server is.</summary>
    private static SocketsHttpHandler Trusting(Uri url) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => url.IsLoopback },
    };
}
