using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Sandbox;

/// <summary>A store of a tenant.</summary>
public sealed record TenantStore(string Id, string Name);

/// <summary>A terminal of a tenant.</summary>
/// <param name="Token">Null while it is not paired.</param>
public sealed record TenantDevice(string Id, string StoreId, string Name, string? Token);

/// <summary>An employee of a tenant.</summary>
public sealed record TenantEmployee(string Id, string Name, [AllowedValues("ADMIN", "CASHIER", "MANUAL")] string Role);
