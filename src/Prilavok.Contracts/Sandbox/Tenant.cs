using System.ComponentModel.DataAnnotations;
using Prilavok.Contracts.Manage;

namespace Prilavok.Contracts.Sandbox;

/// <summary>A world of its own for tests, with everything needed to act in it.</summary>
/// <param name="Now">What its clock shows.</param>
public sealed record Tenant(
    string OwnerId,
    string Login,
    string? Password,
    IReadOnlyList<TenantApp> Apps,
    IReadOnlyList<TenantStore> Stores,
    IReadOnlyList<TenantDevice> Devices,
    IReadOnlyList<TenantEmployee> Employees,
    DateTimeOffset Now);

/// <summary>An app in a tenant.</summary>
/// <param name="Token">The cloud token; null while it is not installed.</param>
public sealed record TenantApp(
    string AppId, string Name, string? Token, string? PublisherToken, string? PublisherLogin, string? PublisherPassword);

/// <summary>A tenant to be made.</summary>
/// <param name="Name">For the caller's own logs.</param>
/// <param name="Seed">What is in it; demo by default.</param>
/// <param name="Ttl">After which it is removed, as PT1H; at most a year.</param>
/// <param name="App">The first app.</param>
/// <param name="Install">False leaves the app to be installed; true by default.</param>
public sealed record NewTenant(
    [MayBeNull] string? Name = null,
    [MayBeNull, AllowedValues("demo", "empty", null)] string? Seed = null,
    [MayBeNull] string? Ttl = null,
    [MayBeNull] AppSettingsChange? App = null,
    bool? Install = null);
