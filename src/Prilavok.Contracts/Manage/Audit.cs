using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>A change in an owner's account.</summary>
/// <param name="Seq">Its place in the owner's log.</param>
/// <param name="Id">Of what was changed.</param>
public sealed record AuditEntry(long Seq, DateTimeOffset At, string Kind, string Action, string Id, string? StoreId, AuditSource By);

/// <summary>Who made a change.</summary>
public sealed record AuditSource([AllowedValues("terminal", "app", "owner", "system")] string Kind, string? Id);

/// <summary>A change of an app's settings.</summary>
/// <param name="By">The publisher.</param>
/// <param name="Settings">As they were then.</param>
public sealed record SettingsAuditEntry(DateTimeOffset At, string By, string Action, PastAppSettings Settings);
