using System.Text.Json;
using CsCheck;
using Prilavok.Server.Documents.Shapes;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What the contract knows at its place is normalised; everything else comes out as it went in.</summary>
public sealed class PlacesTests
{
    private static readonly string[] Kinds = [.. DocumentShapes.Kinds, "CORRECTION", "PAYMENT", "SOME_NEW"];

    [Fact]
    public void Any_body_under_any_kind_comes_out_as_it_went_in_except_at_the_places_of_the_table() =>
        Gen.Select(Gen.Int[0, Kinds.Length - 1].Select(at => Kinds[at]), AnyBody.Of).Sample((kind, make) =>
        {
            var body = make(kind);
            if (Reading.TryRead(Reading.Envelope(kind, body), out _) is not { } document)
            {
                Assert.NotEqual(Shape.Unknown, DocumentShapes.OfBody(kind)); // What nobody knows is never refused.
                return;
            }

            var sent = JsonElement.Parse(body);
            SameDocument.Check(sent, Reading.BodyOf(document.Content), DocumentShapes.OfBody(kind), kind);
            SameDocument.Check(sent, Reading.InV2(document).GetProperty("body"), DocumentShapes.OfBody(kind), kind);
            SameDocument.Check(sent, Reading.InWebhook(document).GetProperty("body"), DocumentShapes.OfBody(kind), kind);
        }, iter: 5000);

    [Fact]
    public void A_body_nobody_knows_comes_out_whatever_it_is() => AnyJson.Value.Sample(body =>
    {
        var document = Reading.Read(Reading.Envelope("CORRECTION", body));

        SameDocument.Check(JsonElement.Parse(body), Reading.InV2(document).GetProperty("body"), Shape.Unknown, body);
        SameDocument.Check(JsonElement.Parse(body), Reading.InWebhook(document).GetProperty("body"), Shape.Unknown, body);
    }, iter: 2000);

    [Theory]
    [InlineData("CORRECTION", """{"document_number":"А-15/3","before":"2026-11-02","cash":true,"total":"n/a","printGroups":[null]}""")]
    [InlineData("PAYMENT", """{"sum":"00123","price":"1.999","quantity":0.123456789,"mark":null,"positions":[null,{"quantity":null}]}""")]
    [InlineData("SOME_NEW", """{"rate":1e400,"least":1e-300,"many":[1,null,"1"],"complete_inventory":"perhaps"}""")]
    [InlineData("Z_REPORT", """{"total":"n/a","document_number":"А-15/3","receipt_number":"0017","cash":"1.999","sales":"none"}""")]
    [InlineData("SELL", """{"positions":[],"doc_discounts":[],"payments":[],"print_groups":[],"pos_print_results":[{"document_number":"00123","check_sum":"n/a"}],"before":"2026-11-02"}""")]
    [InlineData("OPEN_SESSION", """{"cash":true,"price":"1.999"}""")]
    public void These_come_out_word_for_word(string kind, string body) =>
        Assert.Equal(body, Reading.InV2(Reading.Read(Reading.Envelope(kind, body))).GetProperty("body").GetRawText());

    [Theory]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("15E+2", "1500")]
    [InlineData("-1.50e1", "-15")]
    [InlineData("1.25e1", "12.5")]
    [InlineData("0e400", "0")]
    [InlineData("-2.5e-3", "-0.0025")]
    [InlineData("1e400", "1e400")]
    [InlineData("1e-300", "1e-300")]
    [InlineData("1E-39", "1E-39")]
    [InlineData("1e99999999999999999999", "1e99999999999999999999")]
    [InlineData("0.12345678901234567890", "0.12345678901234567890")]
    public void A_number_nobody_reckons_with_keeps_its_value_and_loses_its_exponent_where_that_is_short(string sent, string kept) =>
        Assert.Equal($$"""{"rate":{{kept}}}""", Reading.BodyOf(Reading.Read(Reading.Envelope("SOME_NEW", $$"""{"rate":{{sent}}}""")).Content).GetRawText());

    [Theory]
    [InlineData("SELL", "positions[0].quantity", """{"positions":[{"quantity":"many","sum":1}]}""")]
    [InlineData("SELL", "positions[0].sum", """{"positions":[{"quantity":1,"sum":"n/a"}]}""")]
    [InlineData("SELL", "payments[0].sum", """{"positions":[],"payments":[{"sum":[]}]}""")]
    [InlineData("SELL", "positions", """{"positions":"garbage"}""")]
    [InlineData("SELL", "positions[1]", """{"positions":[{"quantity":1},null]}""")]
    [InlineData("SELL", "positions[0].quantity", """{"positions":[{"sum":1}]}""")]
    [InlineData("ACCEPT", "positions", "{}")]
    [InlineData("REVALUATION", "positions[0].price.after", """{"positions":[{"price":{"after":"?"}}]}""")]
    [InlineData("INVENTORY", "complete_inventory", """{"positions":[],"complete_inventory":"no"}""")]
    public void What_the_server_reckons_with_is_refused_when_it_cannot_be_read(string kind, string subject, string body) =>
        Assert.StartsWith($"body.{subject}: ", Assert.Single(Reading.Violations(Reading.Envelope(kind, body))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public void A_sample_of_every_kind_passes_unchanged(string name)
    {
        var sent = Sample.Read(name).ToJsonString();
        var document = Reading.Read(sent);
        var body = JsonElement.Parse(sent).GetProperty("body");
        var kind = Sample.Read(name)["type"]!.ToString();

        SameDocument.Check(body, Reading.InV2(document).GetProperty("body"), DocumentShapes.OfBody(kind), name);
        SameDocument.Check(body, Reading.InWebhook(document).GetProperty("body"), DocumentShapes.OfBody(kind), name);
    }

    [Fact]
    public void There_is_a_sample_of_every_kind() => Assert.Empty(
        DocumentShapes.Kinds.Append("CORRECTION").Append("PAYMENT").Except(Sample.Names.Select(name => (string)Sample.Read(name.Data)["type"]!)));
}
