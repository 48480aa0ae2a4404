using Prilavok.Core.Apps;
using Xunit;

namespace Prilavok.Core.Tests.Apps;

public sealed class SigningKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_is_a_secret_of_its_own_of_256_bits()
    {
        var (one, other) = (SigningKey.New(), SigningKey.New());

        Assert.Equal(32, one.ToBytes().Length);
        Assert.NotEqual(one.Secret, other.Secret);
    }

    [Fact]
    public void A_replaced_key_signs_until_its_time_and_not_at_it()
    {
        var key = SigningKey.New() with { Until = Now };

        Assert.True(key.SignsAt(Now.AddTicks(-1)));
        Assert.False(key.SignsAt(Now));
        Assert.True(SigningKey.New().SignsAt(DateTimeOffset.MaxValue));
    }
}
