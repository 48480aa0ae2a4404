using System.Text.Json;
using CsCheck;
using Prilavok.Server.Documents.Shapes;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Bodies that look like what a kind has, with anything in any place, and members that nobody knows between them.</summary>
internal sealed class AnyBody
{
    private readonly Random _random;
    private readonly string[] _values;

    private AnyBody(int seed, string[] values)
    {
        _random = new Random(seed);
        _values = values;
    }

    /// <summary>Makes a body of a kind.</summary>
    public static Gen<Func<string, string>> Of { get; } = Gen.Select(Gen.Int, AnyJson.Value.Array[30])
        .Select<(int, string[]), Func<string, string>>(made => kind => new AnyBody(made.Item1, made.Item2).Body(DocumentShapes.OfBody(kind)));

    private string Body(Shape shape)
    {
        var known = shape.Places.Where(place => place.IsRequired || _random.Next(4) > 0).Select(place => (place.Name, Value: ValueAt(place)));
        var unknown = Enumerable.Range(0, _random.Next(shape.IsUnknown ? 6 : 3)).Select(at => (Name: $"new_{at}", Value: Any()));
        var all = known.Concat(unknown).ToArray();
        _random.Shuffle(all);
        return $"{{{string.Join(',', all.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value}"))}}}";
    }

    /// <summary>What is reckoned with is a number, lest nearly every body be refused; elsewhere stands anything.</summary>
    private string ValueAt(Place place) => place switch
    {
        { Meaning: Meaning.List } when place.IsReckoned || _random.Next(3) > 0 =>
            $"[{string.Join(',', Enumerable.Range(0, _random.Next(3)).Select(_ => place.IsReckoned || _random.Next(4) > 0 ? Body(place.Inside) : Any()))}]",
        { Meaning: Meaning.Object } when _random.Next(3) > 0 => Body(place.Inside),
        { Meaning: Meaning.Flag, IsReckoned: true } => OneOf("true", "\"False\"", "0", "\"1\""),
        { IsReckoned: true } => OneOf("1", "\"2.50\"", "-0.125", "1e1", "12.3456789", "0"),
        { Scale: not null } when _random.Next(2) > 0 =>
            OneOf("1", "\"2.50\"", "\"007\"", "1.999", "\"1.999\"", "\"А-1\"", "1e2", "3.0", "99999999999999999999", "true"),
        _ => Any(),
    };

    private string Any() => OneOf(_values);

    private string OneOf(params string[] values) => values[_random.Next(values.Length)];
}
