namespace Prilavok.Core;

/// <summary>Lets so many in at a time for each key; the others wait in the order in which they came.</summary>
/// <param name="patience">Nobody waits longer.</param>
public sealed class Lines<TKey>(int most, TimeSpan patience, TimeProvider clock)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Line> _lines = [];

    /// <summary>Who was let in must leave.</summary>
    /// <returns>False when it took too long.</returns>
    public ValueTask<bool> TryEnterAsync(TKey key, CancellationToken ct)
    {
        TaskCompletionSource turn;
        lock (_lines)
        {
            if (!_lines.TryGetValue(key, out var line))
            {
                _lines.Add(key, line = new Line());
            }

            if (line.Inside < most)
            {
                line.Inside++;
                return new(true);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Waiting.Enqueue(turn);
        }

        return new(WaitAsync(key, turn, ct));
    }

    public void Leave(TKey key)
    {
        lock (_lines)
        {
            var line = _lines[key];
            while (line.Waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return; // The place is handed on.
                }
            }

            if (--line.Inside == 0)
            {
                _lines.Remove(key);
            }
        }
    }

    private async Task<bool> WaitAsync(TKey key, TaskCompletionSource turn, CancellationToken ct)
    {
        try
        {
            await turn.Task.WaitAsync(patience, clock, ct);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!turn.TrySetCanceled(CancellationToken.None))
            {
                Leave(key); // The turn had come after all, and nobody is there to take it.
            }

            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    private sealed class Line
    {
        public int Inside { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = new();
    }
}
