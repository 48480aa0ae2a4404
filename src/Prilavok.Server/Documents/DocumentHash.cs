using System.Security.Cryptography;
using System.Text.Json;
using Prilavok.Core.Documents;

namespace Prilavok.Server.Documents;

/// <summary>The hash that documents have today, of one that is kept. What cannot be read is like nothing that comes in.</summary>
internal sealed class DocumentHash : IDocumentHash
{
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content)
    {
        try
        {
            return DocumentDigest.Of(content.Span);
        }
        catch (JsonException)
        {
            return SHA256.HashData(content.Span);
        }
    }
}
