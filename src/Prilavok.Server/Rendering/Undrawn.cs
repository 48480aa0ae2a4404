using System.Collections.Concurrent;

namespace Prilavok.Server.Rendering;

/// <summary>
/// Says of a document that it cannot be drawn. Nobody expects one, for every face is drawn of whatever was kept; and whoever polls a list
/// would have it said every minute, so it is said once.
/// </summary>
internal sealed partial class Undrawn(ILogger<Undrawn> logger)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string OwnerId, string Id), bool> _said = new();

    public void Say(Exception e, string ownerId, string id)
    {
        if (_said.Count >= Most)
        {
            _said.Clear();
        }

        if (_said.TryAdd((ownerId, id), true))
        {
            Log.NotDrawn(logger, e, ownerId, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Owner {OwnerId}: {Id} cannot be drawn; the others are told without it.")]
        public static partial void NotDrawn(ILogger logger, Exception e, string ownerId, string id);
    }
}
