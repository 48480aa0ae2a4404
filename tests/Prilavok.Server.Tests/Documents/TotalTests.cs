using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Prilavok.Core.Documents;
using Prilavok.Core.Feed;
using Prilavok.Core.Log;
using Prilavok.Server.Api.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Publisher;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Every face can be drawn of every document that is kept, whatever stands in it.</summary>
public sealed class TotalTests
{
    private const string App = "app";

    private delegate void Draw(Utf8JsonWriter json, ReadOnlyMemory<byte> content);

    private static readonly OfdReceiptWriter Ofd = new(new NamesThen());

    private static readonly (string Name, Draw Draw)[] Faces =
    [
        ("v1", (json, content) => DocumentWriterV1.Write(json, content, App, zeroChange: true)),
        ("receipt", (json, content) => ReceiptWriterV2.Write(json, content, Guid.Empty, default, App)),
        ("intermediate", (json, content) => IntermediateDocumentWriter.Write(json, content, App)),
        ("operator", (json, content) =>
        {
            json.WriteStartArray();
            Ofd.Write(json, content);
            json.WriteEndArray();
        }),
        ("event", (json, content) => EventPayload.Write(
            json, new AppEvent(new Event("owner", 1, EventKind.Document, EventAction.Created, "id", null, Source.System, default, new DocumentFact(content)), Topic.Document, []), App, null)),
        ("v2", (json, content) => json.WriteRawValue(Written(to => DocumentWriterV2.Write(to, content, App)))),
        ("v2 webhook", (json, content) => json.WriteRawValue(Written(to => DocumentWriterV2.WriteWithNulls(to, content, App)))),
    ];

    [Fact]
    public void Every_face_is_drawn_of_every_kept_document() => Hostile.Documents.Sample(
        document => Faces.All(face => IsDrawn(face, document)), iter: 3000);

    [Theory]
    [InlineData("SELL", "{\"positions\":[{\"doc_distributed_discount\":{}}],\"doc_discounts\":[MANY{\"discount_sum\":46116860184273879}]}", "\"discountDocumentSum\":92233720368547758.07")]
    [InlineData("SELL", "{\"positions\":[],\"payments\":[{\"type\":\"CASH\",\"sum\":1,\"parts\":[MANY{\"change\":46116860184273879}]}]}", "PAYMENT")]
    [InlineData("SELL", "{\"positions\":[MANY{\"quantity\":4611686018427387,\"sum\":46116860184273879,\"result_sum\":-46116860184273879}],\"pos_print_results\":[{\"fiscal_document_number\":1}]}", "DOCUMENT_CLOSE")]
    [InlineData("OPEN_TARE", "{\"positions\":[MANY{\"quantity\":1,\"sum\":46116860184273879}]}", "DOCUMENT_CLOSE")]
    [InlineData("REVALUATION", "{\"positions\":[MANY{\"price\":{\"after\":46116860184273879}}]}", "DOCUMENT_CLOSE")]
    [InlineData("Z_REPORT", "{\"fiscal_document_number\":1,\"sales\":{\"summ\":-46116860184273879,\"sections\":[MANY{\"name\":\"НАЛИЧНЫМИ\",\"value\":46116860184273879}]}}", "FPRINT_Z_REPORT")]
    [InlineData("SELL", "{\"positions\":\"garbage\",\"payments\":7,\"pos_print_results\":{}}", "DOCUMENT_CLOSE")]
    [InlineData("SELL", "{\"positions\":[1,null,\"x\",[]],\"payments\":[null,3],\"pos_print_results\":[null]}", "DOCUMENT_CLOSE")]
    [InlineData("SELL", "{\"positions\":[{\"product_name\":\"\\ud800\",\"tax\":\"VAT_18\",\"quantity\":[],\"extra_keys\":{}}]}", "\"commodityName\":\"\uFFFD\"")]
    public void The_shapes_that_once_stopped_a_store_are_told(string type, string body, string told)
    {
        const string Comma = ",";
        var start = body.IndexOf("MANY", StringComparison.Ordinal);
        if (start >= 0)
        {
            var item = body[(start + 4)..body.IndexOf(']', start)];
            body = body[..start] + string.Join(Comma, Enumerable.Repeat(item, 300)) + body[body.IndexOf(']', start)..];
        }

        var document = $$$"""{"type":"{{{type}}}","id":"1","extras":{},"close_date":"2026-01-01T00:00:00.000+0000","time_zone_offset":999999999999999,"body":{{{body}}}}""";

        Assert.All(Faces, face => Assert.True(IsDrawn(face, document), face.Name));
        Assert.Contains(told, Drawn(Faces[0].Draw, document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a_b\":1,\"aB\":2,\"a__b\":3,\"x\":4,\"x\":5}", "\"aB\":2", "\"a_b\":1", "\"a__b\":3", "\"x\":5")]
    [InlineData("{\"a__b\":1,\"a_b\":2,\"_\":3,\"__\":4}", "\"aB\":1", "\"a_b\":2", "\"\":3", "\"__\":4")]
    public void Two_members_never_get_one_name(string body, params string[] told)
    {
        var drawn = Drawn(Faces[2].Draw, $$$"""{"type":"CORRECTION","id":"1","extras":{},"device_id":"d","deviceId":"mine","body":{{{body}}}}""");

        AssertNamesDiffer(JsonDocument.Parse(drawn).RootElement);
        Assert.All(told, part => Assert.Contains(part, drawn, StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_that_begins_otherwise_shows_nobody_the_extras_of_another()
    {
        var drawn = Drawn(Faces[5].Draw, """{"id":"1","type":"SELL","body":{},"extras":{"other":{"secret":1},"\u0041pp":{"mine":1}}}""");

        Assert.Equal("""{"id":"1","type":"SELL","body":{},"extras":{"App":{"mine":1}}}""", drawn);
    }

    [Fact]
    public void Sums_end_at_the_largest_number_and_are_exact_below() => Gen.Long.Array[0, 20].Sample(parts =>
        Sums.Of(parts.Select(part => (long?)part)) == (long)Int128.Clamp(parts.Aggregate(Int128.Zero, (sum, part) => sum + part), -long.MaxValue, long.MaxValue));

    [Theory]
    [InlineData(long.MinValue, 0, "-9223372036854775808")]
    [InlineData(long.MinValue, 2, "-92233720368547758.08")]
    [InlineData(long.MaxValue, 3, "9223372036854775.807")]
    public void The_largest_numbers_can_be_written(long value, int scale, string expected) => Assert.Equal(expected, Decimals.ToShortText(value, scale));

    private static bool IsDrawn((string Name, Draw Draw) face, string document)
    {
        var drawn = Drawn(face.Draw, document);
        using var json = JsonDocument.Parse(drawn, new JsonDocumentOptions { MaxDepth = 256 });
        if (!face.Name.StartsWith("v2", StringComparison.Ordinal))
        {
            AssertNamesDiffer(json.RootElement);
        }

        return true;
    }

    private static string Drawn(Draw draw, string document) => Encoding.UTF8.GetString(Json.Render(json => draw(json, Encoding.UTF8.GetBytes(document))).Span);

    private static ReadOnlySpan<byte> Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan;
    }

    private static void AssertNamesDiffer(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                Assert.True(names.Add(member.Name), $"{member.Name} stands twice in {element}");
                AssertNamesDiffer(member.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                AssertNamesDiffer(item);
            }
        }
    }
}
