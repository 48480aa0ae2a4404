using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Prilavok.Server.Documents;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>One document has one digest, however it is spelled, and another one has another.</summary>
public sealed class DigestTests
{
    [Fact]
    public void Another_spelling_of_any_document_has_the_same_digest() =>
        Gen.Select(AnyJson.Object, Gen.Int).Sample((document, seed) =>
        {
            var other = Spelling.Of(document, new Random(seed));
            Assert.Equal(Digest(document), Digest(other));
        }, iter: 2000);

    [Fact]
    public void A_document_with_one_value_changed_has_another_digest() =>
        Gen.Select(AnyJson.Object, AnyJson.Value, AnyJson.Value).Where((_, one, another) => !IsSame(one, another)).Sample((document, one, another) =>
        {
            var frame = document.Length > 2 ? document[..^1] + "," : "{";
            Assert.NotEqual(Digest(frame + "\"at\":[" + one + "]}"), Digest(frame + "\"at\":[" + another + "]}"));
        }, iter: 2000);

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":true}""", """{"a":"true"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":[null]}""", """{"a":[]}""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""{"a":12}""", """{"a":120}""")]
    [InlineData("""{"a":1e400}""", """{"a":1e401}""")]
    [InlineData("""{"a":-1}""", """{"a":1}""")]
    [InlineData("""{"body":{"id":1}}""", """{"body":{"id":2}}""")]
    [InlineData("""{"a":1e999999999999}""", """{"a":1e999999999998}""")]
    [InlineData("""{"a":"b,c"}""", """{"a":"b","c":""}""")]
    public void Other_content_has_another_digest(string one, string another) => Assert.NotEqual(Digest(one), Digest(another));

    [Theory]
    [InlineData("""{"a":100}""", """{"a":1e2}""")]
    [InlineData("""{"a":0.5}""", """{"a":50E-2}""")]
    [InlineData("""{"a":-0.0}""", """{"a":0e9}""")]
    [InlineData("""{"a":1.10}""", """{"a":1.1}""")]
    [InlineData("""{"a":1,"b":null}""", """{"a":1}""")]
    [InlineData("""{"a":"\u0427/"}""", """{ "a" : "Ч\/" }""")]
    [InlineData("""{"\u0061":1}""", """{"a":1}""")]
    [InlineData("""{"id":"A","time_zone_offset":1,"store_id":"s","device_id":"d","user_id":"u","created_at":"t","version":"V2","a":1}""", """{"a":1}""")]
    public void The_same_content_has_the_same_digest(string one, string another) => Assert.Equal(Digest(one), Digest(another));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":2,"a":1}""")]
    [InlineData("""{"b":[{"c":{"x":null,"\u0078":2}}]}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""")]
    public void A_member_that_is_named_twice_is_seen(string document)
    {
        DocumentDigest.Of(Encoding.UTF8.GetBytes(document), out var hasTwins);

        Assert.True(hasTwins);
    }

    [Fact]
    public void A_document_without_twins_has_none() => AnyJson.Object.Sample(document =>
    {
        DocumentDigest.Of(Encoding.UTF8.GetBytes(document), out var hasTwins);
        Assert.False(hasTwins);
    });

    /// <summary>Members that are null say nothing.</summary>
    private static bool IsSame(string one, string another) => JsonNode.DeepEquals(WithoutNulls(JsonNode.Parse(one)), WithoutNulls(JsonNode.Parse(another)));

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static string Digest(string document) => Convert.ToHexString(DocumentDigest.Of(Encoding.UTF8.GetBytes(document)));
}
