namespace Prilavok.Core.Owners;

/// <summary>A business whose shops live here.</summary>
/// <param name="Id">As the field writes it: two digits, a dash, fifteen digits.</param>
/// <param name="Login">Phone number or e-mail, as <see cref="Logins.Key"/> writes it.</param>
/// <param name="IsSandbox">Sandbox powers (clock, triggers, removal) work on this owner.</param>
/// <param name="ClockOffset">What the owner's clock shows more than the real one.</param>
/// <param name="ExpiresAt">Real time after which a sandbox tenant may be removed.</param>
public sealed record Owner(
    string Id, string Login, bool IsSandbox, TimeSpan ClockOffset, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
