namespace Prilavok.Peers.Hangfire;

/// <summary>The job.</summary>
public static class Delivery
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private static int _sent;

    public static int Sent => Volatile.Read(ref _sent);

    public static async Task SendAsync(string url, string body)
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync(new Uri(url), content);
        answer.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _sent);
    }
}
