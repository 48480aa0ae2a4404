using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>Where webhooks go. One that is left out is not sent.</summary>
public sealed record AppUrls(
    string? UserCreate = null,
    string? UserVerify = null,
    string? Commodities = null,
    string? Stores = null,
    string? Employees = null,
    string? Devices = null,
    string? Roles = null,
    string? Products = null,
    string? Documents = null,
    string? Receipts = null,
    string? Subscription = null,
    string? Installation = null,
    string? UserToken = null,
    [AllowedValues("v1", "v2")] string? DocumentsFormat = null);

/// <summary>Where webhooks shall go. Null stops one.</summary>
public sealed record AppUrlsChange(
    [MayBeNull] string? UserCreate = null,
    [MayBeNull] string? UserVerify = null,
    [MayBeNull] string? Commodities = null,
    [MayBeNull] string? Stores = null,
    [MayBeNull] string? Employees = null,
    [MayBeNull] string? Devices = null,
    [MayBeNull] string? Roles = null,
    [MayBeNull] string? Products = null,
    string? Documents = null,
    [MayBeNull] string? Receipts = null,
    [MayBeNull] string? Subscription = null,
    [MayBeNull] string? Installation = null,
    [MayBeNull] string? UserToken = null,
    [AllowedValues("v1", "v2")] string? DocumentsFormat = null);
