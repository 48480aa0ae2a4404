using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Xunit;

namespace Prilavok.Core.Tests.Apps;

public sealed class AppFormTests
{
    private static readonly FormField[] Fields =
    [
        new("email", "E-mail", IsPassword: false, "[^@]+@[^@]+", null, "name@example.test", null),
        new("city", "City", IsPassword: false, null, null, null, "Omsk"),
        new("pin", "PIN", IsPassword: true, "[0-9]{4}", null, null, null),
    ];

    [Fact]
    public void What_was_left_out_gets_the_forms_own_value_and_what_no_field_asks_for_goes_along()
    {
        var (filled, faults) = AppForm.Fill(Fields, new Dictionary<string, string> { ["email"] = "a@b", ["pin"] = "0001", ["more"] = "x" }, new Patterns(TimeProvider.System));

        Assert.Empty(faults);
        Assert.Equal("city=Omsk email=a@b more=x pin=0001", string.Join(' ', filled.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("a", "0001", "email: name@example.test")]
    [InlineData("a@b", "00012", "pin: PIN: not in the wanted form")]
    [InlineData("a@b", "x0001", "pin: PIN: not in the wanted form")]
    [InlineData("a@b", "0001\n", "pin: PIN: not in the wanted form")]
    [InlineData("a@b", null, "pin: PIN: not in the wanted form")]
    public void A_value_must_match_as_a_whole(string email, string? pin, string fault)
    {
        var form = new Dictionary<string, string> { ["email"] = email };
        if (pin is not null)
        {
            form["pin"] = pin;
        }

        Assert.Equal([fault], AppForm.Fill(Fields, form, new Patterns(TimeProvider.System)).Faults.Select(found => $"{found.Field}: {found.Reason}"));
    }

    [Fact]
    public void A_page_shows_the_owners_own_tokens_and_spells_them_for_addresses()
    {
        var installation = new Installation("01-000000000000001", "a", "cloud-token", "their token&more", [], false, default);

        Assert.Equal("cloud-token", new TabElement(TabElementKind.Text, "Token", "${token}").For(installation).Value);
        Assert.Equal(
            "https://a.test/?u=01-000000000000001&t=cloud-token&a=their%20token%26more",
            new TabElement(TabElementKind.Frame, null, "https://a.test/?u=${uid}&t=${token}&a=${auth_token}").For(installation).Value);
        Assert.Equal("", new TabElement(TabElementKind.Text, null, "${auth_token}").For(installation with { UserToken = null }).Value);
    }
}
