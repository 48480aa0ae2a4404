using Prilavok.Core.Log;

namespace Prilavok.Core.Owners;

/// <summary>The owner's clock was turned.</summary>
public sealed record ClockFact(DateTimeOffset Now) : Fact;
