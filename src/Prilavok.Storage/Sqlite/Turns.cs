using System.Diagnostics.CodeAnalysis;

namespace Prilavok.Storage.Sqlite;

/// <summary>
/// Who is next of those that wait: owners take turns, so that one with much to write waits for itself and not others for it. A turn is a
/// short time, in which as much is taken as comes: work that is brought together stays together. Between two turns comes one of
/// no owner, since all depend on those. Not safe for several threads.
/// </summary>
/// <param name="turn">How long a turn is, in the units of the time that is given.</param>
internal sealed class Turns<T>(long turn)
{
    /// <summary>Empty lines are used again; more than so many are let go.</summary>
    private const int MostSpare = 64;

    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Queue<Line> _round = new();
    private readonly Stack<Line> _spare = new();
    private readonly Line _common = new();
    private Line? _current;
    private long _ends;

    public int Count { get; private set; }

    /// <param name="ownerId">Null is of no owner.</param>
    public void Add(string? ownerId, T item)
    {
        Count++;
        if (ownerId is null)
        {
            _common.Items.Enqueue(item);
            return;
        }

        if (!_lines.TryGetValue(ownerId, out var line))
        {
            line = _spare.TryPop(out var spare) ? spare : new Line();
            line.OwnerId = ownerId;
            _lines.Add(ownerId, line);
            _round.Enqueue(line);
        }

        line.Items.Enqueue(item);
    }

    /// <returns>False when nobody waits.</returns>
    public bool TryTake(long now, [MaybeNullWhen(false)] out T item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        if (_current is null || _current.Items.Count == 0 || now >= _ends || (_current == _common && _round.Count > 0))
        {
            _current = NextLine();
            _ends = now + turn;
        }

        Count--;
        item = _current.Items.Dequeue();
        if (_current.Items.Count == 0 && _current != _common)
        {
            Leave(_current);
            _current = null;
        }

        return true;
    }

    private Line NextLine()
    {
        var former = _current;
        if (former is not null && former != _common && former.Items.Count > 0)
        {
            _round.Enqueue(former);
        }

        return _common.Items.Count > 0 && (former != _common || _round.Count == 0) ? _common : _round.Dequeue();
    }

    private void Leave(Line line)
    {
        _lines.Remove(line.OwnerId);
        if (_spare.Count < MostSpare)
        {
            _spare.Push(line);
        }
    }

    private sealed class Line
    {
        public string OwnerId { get; set; } = "";

        public Queue<T> Items { get; } = new();
    }
}
