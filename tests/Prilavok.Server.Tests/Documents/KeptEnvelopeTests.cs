using System.Text;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

public sealed class KeptEnvelopeTests
{
    [Theory]
    [InlineData("""{"type":"SELL","id":"d","extras":{"a":[1]},"number":7,"body":{"type":"x","number":8}}""", "SELL", "7", """{"number":7}""")]
    [InlineData("""{"extras":{"type":"x","number":8},"number":"А-15","type":"SELL"}""", "SELL", "А-15", """{"number":"А-15"}""")]
    [InlineData("""{"type":"SELL","number":1e400}""", "SELL", "1e400", """{"number":1e400}""")]
    [InlineData("""{"type":"SELL","number":null}""", "SELL", null, "{}")]
    [InlineData("""{"type":7,"number":{}}""", "", null, "{}")]
    [InlineData("""{"type":"\ud800","number":"\ud800"}""", "\uFFFD", "\uFFFD", "{\"number\":\"\uFFFD\"}")]
    [InlineData("{}", "", null, "{}")]
    [InlineData("[]", "", null, "{}")]
    [InlineData("", null, null, "{}")]
    [InlineData("no JSON", null, null, "{}")]
    [InlineData("""{"id":"d","extras":{""", null, null, "{}")]
    public void What_stands_around_the_body_is_found_and_nothing_in_what_cannot_be_read(string content, string? type, string? number, string written)
    {
        var bytes = Encoding.UTF8.GetBytes(content);

        Assert.Equal(type, KeptEnvelope.TypeOf(bytes));
        Assert.Equal(number, KeptEnvelope.NumberOf(bytes));
        Assert.Equal(written, Encoding.UTF8.GetString(Json.Render(json =>
        {
            json.WriteStartObject();
            KeptEnvelope.WriteNumber(json, bytes);
            json.WriteEndObject();
        }).Span));
    }
}
