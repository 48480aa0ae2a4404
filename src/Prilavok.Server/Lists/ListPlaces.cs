using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Server.Callers;

namespace Prilavok.Server.Lists;

/// <summary>
/// How many lists of one app in one account are drawn and read at a time: each holds memory until it is read. Who reads at all is done in a
/// moment; others wait for those who do not.
/// </summary>
internal sealed class ListPlaces(Costs costs, TimeProvider clock)
{
    private const int Least = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lines<(string OwnerId, string AppId)> _lines = new(Math.Max(Least, Environment.ProcessorCount), Patience, clock);

    /// <returns>Null when none became free; then that was answered.</returns>
    public async ValueTask<Place?> EnterAsync(HttpContext http, Grant.OfApp app)
    {
        if (await _lines.TryEnterAsync((app.OwnerId, app.AppId), http.RequestAborted))
        {
            return new Place(_lines, (app.OwnerId, app.AppId));
        }

        await costs.RefuseAsync(http, StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(1), "Too many lists are being read.");
        return null;
    }

    /// <summary>Left when the list is sent.</summary>
    internal readonly struct Place(Lines<(string OwnerId, string AppId)> lines, (string OwnerId, string AppId) key) : IDisposable
    {
        public void Dispose() => lines.Leave(key);
    }
}
