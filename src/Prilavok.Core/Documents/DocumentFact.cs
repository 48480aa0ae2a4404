using Prilavok.Core.Log;

namespace Prilavok.Core.Documents;

/// <summary>The canonical v2 bytes of one version of a document.</summary>
public sealed record DocumentFact(ReadOnlyMemory<byte> Content) : Fact;
