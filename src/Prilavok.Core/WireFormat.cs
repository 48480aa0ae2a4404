namespace Prilavok.Core;

public enum WireFormat
{
    V1,
    V2,
}
