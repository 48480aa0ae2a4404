using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Tells in two headers what does not match the schema: how many elements, and the first twenty faults.</summary>
internal static class ViolationsHeader
{
    /// <summary>A header is ASCII: everything else is escaped, so ids of any kind can be told.</summary>
    private static readonly JsonWriterOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    public static void Set(IHeaderDictionary headers, ViolationsV1 violations)
    {
        headers["X-Products-Violations-Count"] = violations.Elements.ToString(CultureInfo.InvariantCulture);
        headers["X-Products-Violations"] = Write(violations.First);
    }

    private static string Write(IReadOnlyList<ViolationV1> violations)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Ascii))
        {
            json.WriteStartArray();
            foreach (var violation in violations)
            {
                json.WriteStartObject();
                json.WriteString("uuid", violation.Uuid is { Length: > ProductLimits.Id } longer ? longer[..ProductLimits.Id] : violation.Uuid);
                json.WriteString("field", violation.Field);
                json.WriteString("reason", violation.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }
}
