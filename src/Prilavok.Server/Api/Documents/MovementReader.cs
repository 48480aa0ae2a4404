using Prilavok.Core.Documents;

namespace Prilavok.Server.Api.Documents;

internal sealed class MovementReader : IMovementReader
{
    public StockMovement Read(ReadOnlyMemory<byte> content) => DocumentReader.ReadMovement(content);
}
