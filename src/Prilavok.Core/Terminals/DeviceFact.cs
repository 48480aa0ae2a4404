using Prilavok.Core.Log;

namespace Prilavok.Core.Terminals;

public sealed record DeviceFact(Terminal Device) : Fact;
