using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Prilavok.Server.Http;

/// <summary>
/// A telephone on a bad line brings its receipts byte by byte, with long silence between them: no rate is asked of it, only an end. What
/// stands before the body keeps the bound of the server underneath, half a minute.
/// </summary>
internal static class SlowUploads
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A rate that nothing reaches, asked for only when the time is over. Counted is what the server waits for the body, not what it does
    /// between; who is late gets 408.
    /// </summary>
    public static MinDataRate Within(TimeSpan time) => new(double.MaxValue, time > Shortest ? time : Shortest);
}
