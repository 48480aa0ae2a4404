using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Prilavok.Core.Tests;

public sealed class IdsTests
{
    private const int Drawn = 500;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2017, 2, 28, 23, 59, 59, TimeSpan.Zero));
    private readonly Ids _ids;

    public IdsTests() => _ids = new Ids(_clock);

    [Fact]
    public void A_guid_has_the_shape_the_field_is_used_to()
    {
        Assert.All(
            Draw(_ids.NewGuid), id => Assert.Matches("^20170228-[0-9A-F]{4}-40[0-9A-F]{2}-80[0-9A-F]{2}-[0-9A-F]{12}$", id));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("20170301-", _ids.NewGuid(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_uuid_is_in_lower_case_and_follows_the_clock()
    {
        var former = _ids.NewUuid();
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", former);
        for (var i = 0; i < Drawn; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            var next = _ids.NewUuid();
            Assert.True(string.CompareOrdinal(former, next) < 0, $"{former} is not before {next}");
            former = next;
        }
    }

    [Fact]
    public void Ids_are_the_same_in_any_case() => Gen.String[Gen.Char.AlphaNumeric, 0, 64].Sample(id =>
        Ids.Key(id) == Ids.Key(id.ToUpperInvariant())
        && Ids.Key(id) == Ids.Key(Ids.Key(id))
        && string.Equals(Ids.Key(id), id, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void A_cloud_token_reads_as_a_uuid_and_every_digit_of_it_is_drawn()
    {
        var tokens = Draw(Ids.NewTokenUuid);

        Assert.All(tokens, token => Assert.True(Guid.TryParseExact(token, "D", out _)));
        AssertEveryPlaceVaries(tokens, from: 0, but: '-');
    }

    [Fact]
    public void A_token_holds_its_prefix_and_more_chance_than_anybody_can_try()
    {
        var tokens = Draw(() => Ids.NewToken("trm_"));

        Assert.All(tokens, token => Assert.Matches("^trm_[A-Za-z0-9]{32}$", token));
        AssertEveryPlaceVaries(tokens, from: "trm_".Length);
    }

    /// <summary>Activation turns what was typed into upper case: a code must survive that, and be read off a screen without doubt.</summary>
    [Fact]
    public void A_pairing_code_can_be_read_aloud_and_typed()
    {
        var codes = Draw(Ids.NewCode);

        Assert.All(codes, code => Assert.Matches("^[A-HJ-NP-Z2-9]{8}$", code));
        AssertEveryPlaceVaries(codes, from: 0);
    }

    /// <summary>Tables in use hold these hashes.</summary>
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("токен", "506b357825809c1d52531b5d23e97042ff4c8fe5b0933470e9ff4f416a0a17f9")]
    public void A_token_is_looked_up_by_its_sha_256(string token, string hash) => Assert.Equal(hash, Ids.HashOf(token));

    private static List<string> Draw(Func<string> make)
    {
        var drawn = Enumerable.Range(0, Drawn).Select(_ => make()).ToList();
        Assert.Equal(Drawn, drawn.Distinct().Count());
        return drawn;
    }

    /// <summary>A place that is the same in all of them holds no chance.</summary>
    private static void AssertEveryPlaceVaries(List<string> drawn, int from, char? but = null) => Assert.All(
        Enumerable.Range(from, drawn[0].Length - from),
        place => Assert.True(drawn[0][place] == but || drawn.Select(text => text[place]).Distinct().Count() > 8, $"place {place} does not vary"));
}
