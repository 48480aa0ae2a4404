using System.Text;
using System.Text.Json;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What is refused at the entry, so that whatever is made of a document later can be made.</summary>
public sealed class EntryTests
{
    [Theory]
    [InlineData("""{"type":"SELL","id":"1","id":"2","close_date":"2026-11-02","body":{"positions":[]}}""", "id")]
    [InlineData("""{"type":"SELL","id":"1","store_id":null,"store_i\u0064":"the store","close_date":"2026-11-02","body":{"positions":[]}}""", "store_id")]
    [InlineData("""{"type":"SELL","id":"1","close_date":"2026-11-02","body":{"positions":"garbage","positions":[]}}""", "body.positions")]
    [InlineData("""{"type":"SELL","id":"1","close_date":"2026-11-02","body":{"positions":[],"result_sum":null,"result_sum":1}}""", "body.result_sum")]
    [InlineData("""{"type":"SELL","id":"1","close_date":"2026-11-02","body":{"positions":[{"quantity":1,"mark":{"\u0061":1,"a":2}}]}}""", "body.positions[0].mark.a")]
    [InlineData("""{"type":"SELL","id":"1","close_date":"2026-11-02","body":{"positions":[{"quantity":1,"new":1,"new":1}]}}""", "body.positions[0].new")]
    [InlineData("""{"type":"CORRECTION","id":"1","close_date":"2026-11-02","body":{"a":[1,{"b":null,"b":null}]}}""", "body.a[1].b")]
    [InlineData("""{"type":"CORRECTION","id":"1","close_date":"2026-11-02","extras":{"app":{"x":1,"x":1}}}""", "extras.app.x")]
    [InlineData("""{"type":"CORRECTION","id":"1","close_date":"2026-11-02","new":1,"new":2}""", "new")]
    public void A_member_that_is_named_twice_is_refused_wherever_it_stands(string document, string subject) =>
        Assert.Contains($"{subject}: must not be named twice", Reading.Violations(document));

    [Theory]
    [InlineData(50_400_000, true)]
    [InlineData(-50_400_000, true)]
    [InlineData(50_400_001, false)]
    [InlineData(-54_000_000, false)]
    [InlineData(999_999_999_999_999, false)]
    public void A_zone_is_within_fourteen_hours(long offset, bool isTaken) => Assert.Equal(
        isTaken ? [] : ["time_zone_offset: must be milliseconds, at most 14 hours from UTC"],
        Reading.Violations(Reading.Envelope("SELL", """{"positions":[]}""", $",\"time_zone_offset\":{offset}")));

    [Theory]
    [InlineData("SELL", """{"positions":[],"doc_discounts":[$]}""", """{"discount_sum":9999999999999.99}""")]
    [InlineData("SELL", """{"positions":[],"payments":[{"parts":[$]}]}""", """{"change":9999999999999.99}""")]
    [InlineData("SELL", """{"positions":[$]}""", """{"quantity":1,"result_sum":-9999999999999.99}""")]
    [InlineData("ACCEPT", """{"positions":[$]}""", """{"quantity":"999999999999.999"}""")]
    [InlineData("OPEN_TARE", """{"positions":[$]}""", """{"quantity":1,"sum":9999999999999.99}""")]
    [InlineData("Z_REPORT", """{"sales":{"sections":[$]}}""", """{"value":9999999999999.99}""")]
    public void Numbers_that_would_not_fit_together_are_refused_and_those_that_do_are_not(string kind, string body, string item)
    {
        Assert.Equal(
            ["body: must hold sums and quantities that are in bounds together"], Reading.Violations(Reading.Envelope(kind, Filled(body, item, 9_300))));
        Assert.Empty(Reading.Violations(Reading.Envelope(kind, Filled(body, item, 500))));
    }

    [Theory]
    [InlineData("SELL", """{"positions":[$]}""", """{"quantity":1}""", "body.positions")]
    [InlineData("SELL", """{"positions":[{"quantity":1,"extra_keys":[$]}]}""", "{}", "body.positions[0].extra_keys")]
    [InlineData("SELL", """{"positions":[],"print_groups":[$]}""", "null", "body.print_groups")]
    public void A_list_that_is_walked_through_has_at_most_ten_thousand_items(string kind, string body, string item, string subject)
    {
        Assert.Equal([$"{subject}: must have at most 10000 items"], Reading.Violations(Reading.Envelope(kind, Filled(body, item, 10_001))));
        Assert.Empty(Reading.Violations(Reading.Envelope(kind, Filled(body, item, 10_000))));
    }

    [Fact]
    public void A_list_nobody_knows_is_as_long_as_it_is() =>
        Assert.Equal(20_000, Reading.BodyOf(Reading.Read(Reading.Envelope("SOME_NEW", Filled("""{"positions":[$]}""", "1", 20_000))).Content).GetProperty("positions").GetArrayLength());

    [Theory]
    [InlineData("SELL")]
    [InlineData("SOME_NEW")]
    public void A_document_as_deep_as_can_be_read_can_be_shown_in_every_form(string kind)
    {
        const int Depth = 58;
        var deep = string.Concat(Enumerable.Repeat("""{"a":[""", Depth / 2)) + string.Concat(Enumerable.Repeat("]}", Depth / 2));
        var document = Reading.Read(Reading.Envelope(kind, $$"""{"positions":[],"deep":{{deep}}}"""));

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(deep), Reading.InV2(document).GetProperty("body").GetProperty("deep")));
        Assert.Equal(kind, Reading.InWebhook(document).GetProperty("type").GetString());
        Assert.Equal(kind, Reading.InIntermediate(document).GetProperty("type").GetString());
        Assert.Equal(kind, Reading.InV1(document).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""[1,null]""")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("12")]
    public void A_body_nobody_knows_that_is_no_object_can_be_shown_in_every_form(string body)
    {
        var document = Reading.Read(Reading.Envelope("PAYMENT", body));

        Assert.Equal(body, Reading.InV2(document).GetProperty("body").GetRawText());
        Assert.Equal(body, Reading.InWebhook(document).GetProperty("body").GetRawText());
        Assert.Equal(body, Reading.InIntermediate(document).GetProperty("body").GetRawText());
        Assert.Equal("PAYMENT", Reading.InV1(document).GetProperty("type").GetString());
        Assert.Equal(["body: must be an object"], Reading.Violations(Reading.Envelope("CLOSE_SESSION", body)).Where(_ => body != "null").DefaultIfEmpty("body: must be an object"));
    }

    [Theory]
    [InlineData("""{"positions":[{"quantity":1,"product_name":"\ud83d"}]}""")]
    [InlineData("""{"positions":[],"a\u0000":1}""")]
    public void A_text_that_cannot_be_written_again_is_refused(string body) =>
        Assert.Single(Reading.Violations(Reading.Envelope("SELL", body)), ": must hold characters only: no half of one, and not the zero character");

    private static string Filled(string body, string item, int times) =>
        body.Replace("$", new StringBuilder().AppendJoin(',', Enumerable.Repeat(item, times)).ToString(), StringComparison.Ordinal);
}
