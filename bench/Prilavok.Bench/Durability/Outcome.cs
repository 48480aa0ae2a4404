using System.Globalization;
using System.Text;

namespace Prilavok.Bench.Durability;

/// <summary>What a scenario came to: a table, and what must not be.</summary>
internal sealed class Outcome(string title)
{
    private readonly List<(string Name, string Value)> _rows = [];
    private readonly List<string> _faults = [];

    public bool IsWell => _faults.Count == 0;

    public void Add(string name, long value) => _rows.Add((name, value.ToString("#,0", CultureInfo.InvariantCulture)));

    public void Add(string name, TimeSpan value) => _rows.Add((name, value.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture)));

    /// <summary>A row whose value has to be 0.</summary>
    /// <param name="examples">What was found instead.</param>
    public void AddNone(string name, IReadOnlyCollection<string> examples)
    {
        Add(name + " (must be 0)", examples.Count);
        if (examples.Count > 0)
        {
            _faults.Add($"{name}: {string.Join("; ", examples.Take(5))}");
        }
    }

    public void AddLimit(string name, TimeSpan value, TimeSpan most)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"{name} (at most {most.TotalSeconds:0.#} s)"), value);
        Require(value <= most, name);
    }

    public void AddLimit(string name, long value, long most)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"{name} (at most {most})"), value);
        Require(value <= most, name);
    }

    public void Require(bool condition, string what)
    {
        if (!condition)
        {
            _faults.Add(what);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"| {title} | |\n|---|---|\n");
        foreach (var (name, value) in _rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        }

        foreach (var fault in _faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"NOT WELL: {fault}\n");
        }

        return text.ToString();
    }
}
