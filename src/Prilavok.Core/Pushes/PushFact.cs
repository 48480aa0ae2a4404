using Prilavok.Core.Log;

namespace Prilavok.Core.Pushes;

public sealed record PushFact(Push Push) : Fact;
