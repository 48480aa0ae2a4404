using System.Text;
using System.Text.Json;
using Prilavok.Contracts;
using Prilavok.Contracts.V2;
using Prilavok.Server.Documents.Shapes;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>The records that describe documents say of each place what the table says.</summary>
public sealed class DescribedPlacesTests
{
    [Fact]
    public void What_is_described_of_a_body_is_what_the_table_knows() =>
        Assert.Empty(Differences(typeof(DocumentBodyV2), [.. DocumentShapes.Kinds.Select(DocumentShapes.OfBody)], "body"));

    [Fact]
    public void What_is_described_of_the_envelope_is_what_the_table_knows() =>
        Assert.Empty(Differences(typeof(DocumentV2), [DocumentShapes.Envelope], "document"));

    [Fact]
    public void What_the_table_knows_is_described() => Assert.Empty(
        Undescribed(typeof(DocumentBodyV2), DocumentShapes.Kinds.Select(DocumentShapes.OfBody), "body")
            .Concat(Undescribed(typeof(DocumentV2), [DocumentShapes.Envelope], "document")).Distinct());

    private static IEnumerable<string> Undescribed(Type record, IEnumerable<Shape> shapes, string where)
    {
        var described = record.GetConstructors().Single().GetParameters().ToDictionary(
            parameter => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!),
            parameter => Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        foreach (var place in shapes.SelectMany(shape => shape.Places))
        {
            if (!described.TryGetValue(place.Name, out var type))
            {
                yield return $"{where}.{place.Name}";
            }
            else if (!place.Inside.IsUnknown)
            {
                foreach (var inside in Inner(type) is { } inner ? Undescribed(inner, [place.Inside], $"{where}.{place.Name}") : [$"{where}.{place.Name}.*"])
                {
                    yield return inside;
                }
            }
        }
    }

    private static IEnumerable<string> Differences(Type record, IReadOnlyList<Shape> shapes, string where) =>
        record.GetConstructors().Single().GetParameters().SelectMany(parameter =>
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
            var places = shapes.Select(shape => shape.IndexOf(Encoding.UTF8.GetBytes(name)) is >= 0 and var at ? shape.Places[at] : null).OfType<Place>().ToList();
            var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            return places.Count == 0
                ? [$"{where}.{name} is not in the table"]
                : places.Where(place => !IsDescribed(type, place.Meaning)).Select(place => $"{where}.{name} is {place.Meaning} in the table, and described as {type.Name}")
                    .Concat(Inner(type) is { } inner && places.Any(place => !place.Inside.IsUnknown)
                        ? Differences(inner, [.. places.Select(place => place.Inside).Where(shape => !shape.IsUnknown)], $"{where}.{name}")
                        : []);
        });

    private static bool IsDescribed(Type type, Meaning meaning) => meaning switch
    {
        Meaning.Money or Meaning.Count or Meaning.Percent => type == typeof(decimal) || IsEither(type),
        Meaning.Whole => type == typeof(long) || type == typeof(int),
        Meaning.Flag => type == typeof(bool),
        Meaning.Text or Meaning.Time => type == typeof(string),
        Meaning.Object => Inner(type) is not null || IsEither(type),
        Meaning.List => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>),
        _ => true,
    };

    private static bool IsEither(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Either<,>);

    /// <summary>The record of the object, or of the items of the list.</summary>
    private static Type? Inner(Type type)
    {
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;
        item = IsEither(item) ? item.GetGenericArguments()[1] : item;
        return typeof(Open).IsAssignableFrom(item) ? item : null;
    }
}
