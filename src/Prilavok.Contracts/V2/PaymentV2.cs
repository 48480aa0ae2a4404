using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>A payment.</summary>
/// <param name="Sum">Roubles.</param>
public sealed record PaymentV2(
    string? Id = null,
    string? ParentId = null,
    decimal? Sum = null,
    string? Type = null,
    IReadOnlyList<PaymentPartV2>? Parts = null,
    PaymentAppV2? AppPayment = null,
    PaymentAppV2? AppInfo = null,
    MerchantV2? MerchantInfo = null,
    BankV2? BankInfo = null,
    JsonElement? CashlessInfo = null,
    JsonElement? DriverInfo = null,
    string? Rrn = null) : Open;

/// <summary>The app that took a payment.</summary>
public sealed record PaymentAppV2(string? AppId = null, string? Name = null) : Open;

/// <summary>The part of a payment that goes to one print group, in roubles.</summary>
public sealed record PaymentPartV2(string? PrintGroupId = null, decimal? PartSum = null, decimal? Change = null) : Open;
