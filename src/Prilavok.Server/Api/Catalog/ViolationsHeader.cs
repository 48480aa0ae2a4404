using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Tells in two headers what does not match the schema: how many elements, and as many of the first twenty faults as fit.</summary>
internal static class ViolationsHeader
{
    /// <summary>
    /// Bytes. Proxies give the head of an answer 4 KB, and refuse the whole answer when it is longer; the other headers take a part.
    /// </summary>
    private const int Longest = 3 * 1024;

    /// <summary>A header is ASCII: everything else is escaped, so ids of any kind can be told.</summary>
    private static readonly JsonWriterOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    public static void Set(IHeaderDictionary headers, ViolationsV1 violations)
    {
        headers["X-Products-Violations-Count"] = violations.Elements.ToString(CultureInfo.InvariantCulture);
        headers["X-Products-Violations"] = Write(violations.First);
    }

    private static string Write(IReadOnlyList<ViolationV1> violations)
    {
        var text = new StringBuilder(256).Append('[');
        var buffer = new ArrayBufferWriter<byte>(256);
        foreach (var violation in violations)
        {
            buffer.ResetWrittenCount();
            Write(buffer, violation);
            if (text.Length + buffer.WrittenCount + 2 > Longest)
            {
                break;
            }

            text.Append(text.Length > 1 ? "," : "").Append(Encoding.ASCII.GetString(buffer.WrittenSpan));
        }

        return text.Append(']').ToString();
    }

    private static void Write(ArrayBufferWriter<byte> buffer, ViolationV1 violation)
    {
        using var json = new Utf8JsonWriter(buffer, Ascii);
        json.WriteStartObject();
        json.WriteString("uuid", violation.Uuid is { Length: > ProductLimits.Id } longer ? longer[..ProductLimits.Id] : violation.Uuid);
        json.WriteString("field", violation.Field);
        json.WriteString("reason", violation.Reason);
        json.WriteEndObject();
    }
}
