using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>What an app costs.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Price">Roubles.</param>
/// <param name="Period">Null: once and for ever.</param>
/// <param name="PerDevice">For each terminal.</param>
/// <param name="Discounts">Of a plan per device; left out where there are none.</param>
public sealed record Plan(
    string Id,
    string? Name,
    decimal Price,
    [AllowedValues("P1M", "P1Y", null)] string? Period,
    bool PerDevice,
    IReadOnlyList<PlanDiscount>? Discounts = null);

/// <summary>What is taken off the whole price from a number of terminals on; the most that applies counts.</summary>
/// <param name="Percent">1 to 90.</param>
public sealed record PlanDiscount(int From, int Percent);

/// <summary>What can be paid for beside a plan.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Price">Roubles for one a period.</param>
public sealed record AddOn(string Id, string? Name, decimal Price);
