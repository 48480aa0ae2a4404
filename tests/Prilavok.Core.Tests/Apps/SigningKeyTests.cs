using Prilavok.Core.Apps;
using Xunit;

namespace Prilavok.Core.Tests.Apps;

public sealed class SigningKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SigningScheme.Hmac, "whsec_")]
    [InlineData(SigningScheme.Ed25519, "whsk_")]
    public void A_key_is_a_secret_of_its_own_of_256_bits(SigningScheme scheme, string prefix)
    {
        var (one, other) = (SigningKey.New(scheme), SigningKey.New(scheme));

        Assert.StartsWith(prefix, one.Secret.Open(), StringComparison.Ordinal);
        Assert.Equal(32, one.ToBytes().Length);
        Assert.Equal([scheme], Enum.GetValues<SigningScheme>().Where(one.IsFor));
        Assert.NotEqual(one.Secret.Open(), other.Secret.Open());
    }

    [Fact]
    public void A_replaced_key_signs_until_its_time_and_not_at_it()
    {
        var key = SigningKey.New(SigningScheme.Hmac) with { Until = Now };

        Assert.True(key.SignsAt(Now.AddTicks(-1)));
        Assert.False(key.SignsAt(Now));
        Assert.True(SigningKey.New(SigningScheme.Ed25519).SignsAt(DateTimeOffset.MaxValue));
    }
}
