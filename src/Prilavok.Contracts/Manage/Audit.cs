using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>A change in an owner's account.</summary>
/// <param name="Seq">Its place in the owner's log.</param>
/// <param name="Id">Of what was changed.</param>
public sealed record AuditEntry(long Seq, DateTimeOffset At, string Kind, string Action, string Id, string? StoreId, AuditSource By);

/// <summary>Who made a change.</summary>
public sealed record AuditSource([AllowedValues("terminal", "app", "owner", "system")] string Kind, string? Id);

/// <summary>A change of an app. The last 1,000 are kept.</summary>
/// <param name="By">The publisher.</param>
/// <param name="Changed">Members of the settings that were changed.</param>
/// <param name="Settings">Those members as they were from then on; one that is very long is not kept.</param>
public sealed record SettingsAuditEntry(DateTimeOffset At, string By, string Action, IReadOnlyList<string> Changed, PastAppSettings Settings);
