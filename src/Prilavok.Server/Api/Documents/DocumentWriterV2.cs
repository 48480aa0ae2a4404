using System.Buffers;
using System.Text;
using System.Text.Json;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Api.Documents;

/// <summary>A kept document as v2 gives it out: its own bytes, of the extras only those of the asking app.</summary>
internal static class DocumentWriterV2
{
    public static void Write(IBufferWriter<byte> to, ReadOnlyMemory<byte> content, string appId)
    {
        var bytes = content.Span;
        var reader = new Utf8JsonReader(bytes);
        SkipToExtras(ref reader);
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            to.Write(bytes);
            return;
        }

        var mine = FindMember(ref reader, bytes, appId);
        to.Write(bytes[..start]);
        to.Write("{"u8);
        to.Write(mine);
        to.Write("}"u8);
        to.Write(bytes[(int)reader.BytesConsumed..]);
    }

    /// <summary>As webhooks carry it: what a receipt could have and has not is null.</summary>
    public static void WriteWithNulls(IBufferWriter<byte> to, ReadOnlyMemory<byte> content, string appId)
    {
        var mine = new ArrayBufferWriter<byte>(content.Length);
        Write(mine, content, appId);
        using var document = JsonDocument.Parse(mine.WrittenMemory);
        using var json = new Utf8JsonWriter(to, Json.WriterOptions);
        DocumentNulls.Write(json, document.RootElement);
        json.Flush();
    }

    /// <summary>The canonical form begins with type, id and extras.</summary>
    private static void SkipToExtras(ref Utf8JsonReader reader)
    {
        const int TokensBefore = 7;
        for (var i = 0; i < TokensBefore; i++)
        {
            reader.Read();
        }
    }

    /// <summary>From the first member's name to the end of the object.</summary>
    /// <returns>Name and value of the app's member; empty when there is none.</returns>
    private static ReadOnlySpan<byte> FindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string appId)
    {
        ReadOnlySpan<byte> found = [];
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isMine = string.Equals(Encoding.UTF8.GetString(reader.ValueSpan), appId, StringComparison.OrdinalIgnoreCase);
            reader.Read();
            reader.Skip();
            if (isMine)
            {
                found = bytes[start..(int)reader.BytesConsumed];
            }

            reader.Read();
        }

        return found;
    }
}
