namespace Prilavok.Contracts.V2;

/// <summary>Whom the bank pays.</summary>
public sealed record MerchantV2(string? Number = null, string? EnglishName = null, string? CategoryCode = null) : Open;

/// <summary>The bank of a payment by card.</summary>
public sealed record BankV2(string? Name = null) : Open;
