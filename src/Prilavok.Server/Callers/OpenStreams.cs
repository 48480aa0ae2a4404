namespace Prilavok.Server.Callers;

/// <summary>
/// Streams that are open at this node: each looks at the storage again and again for as long as it lasts, so nobody has any number of them.
/// </summary>
/// <param name="most">For one app with one kind of token.</param>
internal sealed class OpenStreams(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string AppId, string? OwnerId), int> _open = [];

    public int Most => most;

    /// <param name="ownerId">Whose cloud token it was opened with; null is the publisher's.</param>
    /// <returns>To be disposed of when the stream ends; null when there are as many as there may be.</returns>
    public IDisposable? TryOpen(string appId, string? ownerId)
    {
        var key = (appId, ownerId);
        lock (_lock)
        {
            var count = _open.GetValueOrDefault(key);
            if (count >= Most)
            {
                return null;
            }

            _open[key] = count + 1;
            return new Place(this, key);
        }
    }

    private void Close((string AppId, string? OwnerId) key)
    {
        lock (_lock)
        {
            if (--_open[key] == 0)
            {
                _open.Remove(key);
            }
        }
    }

    private sealed class Place(OpenStreams streams, (string AppId, string? OwnerId) key) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                streams.Close(key);
            }
        }
    }
}
