namespace Prilavok.Contracts;

/// <remarks>A value that comes in either of two forms. A shape only: who reads the value looks which one it is.</remarks>
public sealed record Either<TOne, TOther>;
