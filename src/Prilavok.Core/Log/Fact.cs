namespace Prilavok.Core.Log;

/// <summary>What is needed to tell of an event later: the thing as it was when it happened. Each feature has its own.</summary>
public abstract record Fact;

/// <summary>What is kept of it makes no sense: whoever tells of it says so, and goes on with the others.</summary>
public sealed record UnreadableFact : Fact;
