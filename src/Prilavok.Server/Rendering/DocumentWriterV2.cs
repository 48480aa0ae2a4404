using System.Buffers;
using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;

namespace Prilavok.Server.Rendering;

/// <summary>A kept document as v2 gives it out: its own bytes, of the extras only those of the asking app.</summary>
internal static class DocumentWriterV2
{
    public static void Write(IBufferWriter<byte> to, ReadOnlyMemory<byte> content, string appId)
    {
        var bytes = content.Span;
        var reader = new Utf8JsonReader(bytes);
        if (!TrySkipToExtras(ref reader))
        {
            WriteMembers(to, content, appId);
            return;
        }

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
        using var document = KeptJson.Parse(mine.WrittenMemory);
        using var json = new Utf8JsonWriter(to, Json.WriterOptions);
        DocumentNulls.Write(json, document.RootElement);
        json.Flush();
    }

    /// <summary>The canonical form begins with type, id and extras.</summary>
    private static bool TrySkipToExtras(ref Utf8JsonReader reader)
    {
        const int TokensBefore = 6;
        for (var i = 0; i < TokensBefore; i++)
        {
            reader.Read();
        }

        return reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("extras"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>Of a document that begins otherwise: nobody's extras but the app's own go out, wherever they stand.</summary>
    private static void WriteMembers(IBufferWriter<byte> to, ReadOnlyMemory<byte> content, string appId)
    {
        using var face = new DocumentFace(content, appId);
        using var json = new Utf8JsonWriter(to, Json.WriterOptions);
        json.WriteStartObject();
        foreach (var member in face.Members.Where(member => !member.NameEquals("extras")))
        {
            member.WriteTo(json);
        }

        face.WriteExtras(json, "extras");
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>From the first member's name to the end of the object.</summary>
    /// <returns>Name and value of the app's member; empty when there is none.</returns>
    private static ReadOnlySpan<byte> FindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string appId)
    {
        ReadOnlySpan<byte> found = [];
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isMine = string.Equals(NameOf(ref reader), appId, StringComparison.OrdinalIgnoreCase);
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

    /// <returns>Null of a name that is no text: it is no app's.</returns>
    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
