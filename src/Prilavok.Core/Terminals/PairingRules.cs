namespace Prilavok.Core.Terminals;

/// <summary>What an operator decides about pairing codes.</summary>
/// <param name="Life">How long one works, on the owner's clock, which is never slower than any other.</param>
/// <param name="MostWrong">So many wrong ones in a row from one network keep that network out for a while.</param>
/// <param name="MostWrongInAll">So many from all networks together keep everybody out for a while.</param>
public sealed record PairingRules(TimeSpan Life, int MostWrong, int MostWrongInAll);
