namespace Prilavok.Core.Pushes;

/// <summary>What an operator decides about pushes.</summary>
/// <param name="Largest">Bytes of a payload and of a reply.</param>
public sealed record PushRules(int Largest);
