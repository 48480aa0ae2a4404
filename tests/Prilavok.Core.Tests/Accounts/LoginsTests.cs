using Prilavok.Core.Owners;
using Xunit;

namespace Prilavok.Core.Tests.Accounts;

public sealed class LoginsTests
{
    [Theory]
    [InlineData("+7 900 555-01-01", "79005550101")]
    [InlineData("8 (900) 555 01 01", "79005550101")]
    [InlineData(" 79005550101 ", "79005550101")]
    [InlineData("9005550101", "79005550101")]
    [InlineData("+8 900 555-01-01", "+8 900 555-01-01")]
    [InlineData("5550101", "5550101")]
    [InlineData("790055501011", "790055501011")]
    [InlineData(" Shop@Example.TEST", "shop@example.test")]
    [InlineData("", "")]
    public void A_login_is_one_however_it_is_spelled(string spelled, string key)
    {
        Assert.Equal(key, Logins.Key(spelled));
        Assert.Equal(key, Logins.Key(key));
    }

    [Theory]
    [InlineData("+7 900 555-01-01", true)]
    [InlineData("5550101", false)]
    [InlineData("+7 900 555-01-0", false)]
    [InlineData("shop@example.test", false)]
    [InlineData("", false)]
    public void A_phone_number_is_told_from_the_rest(string login, bool isPhone) => Assert.Equal(isPhone, Logins.IsPhone(login));
}
