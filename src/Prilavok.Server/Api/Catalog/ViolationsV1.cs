namespace Prilavok.Server.Api.Catalog;

/// <param name="Uuid">Of the element, as far as it could be read.</param>
internal readonly record struct ViolationV1(string? Uuid, string Field, string Reason);

/// <summary>What an upload is told of its faults: how many elements have one, and the first faults. The others are forgotten.</summary>
internal sealed class ViolationsV1
{
    private const int Most = 20;

    private readonly List<ViolationV1> _first = new(Most);

    /// <summary>Elements with a fault, however many each of them has.</summary>
    public int Elements { get; private set; }

    /// <summary>At most twenty, in the order of the elements.</summary>
    public IReadOnlyList<ViolationV1> First => _first;

    /// <param name="element">The faults of one element; none counts as none.</param>
    public void Add(IReadOnlyCollection<ViolationV1> element)
    {
        Elements += element.Count > 0 ? 1 : 0;
        _first.AddRange(element.Take(Most - _first.Count));
    }
}
