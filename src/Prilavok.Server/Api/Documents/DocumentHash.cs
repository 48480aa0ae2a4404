using Prilavok.Core.Documents;

namespace Prilavok.Server.Api.Documents;

/// <summary>The hash that documents have today, of one that is kept.</summary>
internal sealed class DocumentHash : IDocumentHash
{
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content) => DocumentDigest.Of(content.Span);
}
