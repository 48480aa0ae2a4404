using System.Globalization;
using CsCheck;
using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Core.Tests.Log;

public sealed class EventIdsTests
{
    private static readonly Gen<(string OwnerId, long Seq, int Item)> AnyEvent = Gen.Select(
        Gen.Int[0, 99],
        Gen.OneOf(Gen.Long[0, 1_000], Gen.Long[0, 999_999_999_999_999]),
        Gen.OneOf(Gen.Long[1, 10_000], Gen.Long[1, (1L << 42) - 1]),
        Gen.OneOf(Gen.Const(0), Gen.Int[0, EventIds.MostItems]),
        (prefix, number, seq, item) => (string.Create(CultureInfo.InvariantCulture, $"{prefix:D2}-{number:D15}"), seq, item));

    [Fact]
    public void An_id_says_whose_event_it_is_and_which() => AnyEvent.Sample(e =>
        EventIds.TryRead(EventIds.Of(e.OwnerId, e.Seq, e.Item).ToString(), out var ownerId, out var seq, out var item)
        && (ownerId, seq, item) == e);

    [Fact]
    public void The_id_of_an_event_itself_is_the_one_it_always_had() =>
        Assert.Equal("0038d7ea-4c68-4b30-8000-00000000002a", EventIds.Of("01-000000000002864", 42).ToString());

    [Fact]
    public void An_id_is_a_random_uuid_by_its_looks() => AnyEvent.Sample(e =>
    {
        var text = EventIds.Of(e.OwnerId, e.Seq, e.Item).ToString();
        return text[14] == '4' && text[19] is '8' or '9' or 'a' or 'b';
    });

    [Theory]
    [InlineData("")]
    [InlineData("no uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("00000000-0000-4000-8000-000000000000")] // No event has the number 0.
    [InlineData("ffffffff-ffff-4fff-8000-000000000001")] // No owner's id has so many digits.
    [InlineData("019cadc6-9a80-79df-8635-a1d192c81ac1")]
    public void What_is_no_event_has_no_owner(string id) => Assert.False(EventIds.TryRead(id, out _, out _, out _));

    [Theory]
    [InlineData("1-000000000000001")]
    [InlineData("owner")]
    [InlineData("01_000000000000001")]
    [InlineData("01-00000000000000x")]
    public void An_owner_of_another_shape_is_a_mistake(string ownerId) =>
        Assert.Throws<FormatException>(() => EventIds.Of(ownerId, 1));
}
