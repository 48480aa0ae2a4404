using Prilavok.Core.Log;

namespace Prilavok.Core.Employees;

public abstract record RoleOutcome
{
    private RoleOutcome()
    {
    }

    public sealed record Saved(Role Role) : RoleOutcome;

    public sealed record Unknown : RoleOutcome;

    public sealed record Preset : RoleOutcome;
}

/// <summary>What the owner's account does with roles. The preset ones stay as they are.</summary>
public sealed class EditRoles(IStorage storage, IRoles roles, IEventLog log, Ids ids)
{
    /// <summary>What a duplicate's name ends with.</summary>
    private const string Copy = " (копия)";

    private const int LongestName = 200;

    public Task<Role> CreateAsync(string ownerId, Source source, string name, IReadOnlyList<string> rights, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            work => AddAsync(work, source, name, rights),
            ct);

    /// <summary>Makes a role of the owner's own with the same rights.</summary>
    /// <returns>Null when there is no such role.</returns>
    public Task<Role?> DuplicateAsync(string ownerId, Source source, string id, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work => await roles.FindAsync(work, ownerId, id) is { } role
                ? await AddAsync(work, source, role.Name[..Math.Min(role.Name.Length, LongestName - Copy.Length)] + Copy, role.Rights)
                : null,
            ct);

    public Task<RoleOutcome> ChangeAsync(string ownerId, Source source, string id, Func<Role, Role> change, CancellationToken ct) =>
        storage.WriteAsync<RoleOutcome>(
            ownerId,
            async work =>
            {
                switch (await roles.FindAsync(work, ownerId, id))
                {
                    case null:
                        return new RoleOutcome.Unknown();
                    case { IsPreset: true }:
                        return new RoleOutcome.Preset();
                    case { } current:
                        var changed = change(current) with { UpdatedAt = work.Now };
                        await roles.SaveAsync(work, changed);
                        await AppendAsync(work, source, EventAction.Updated, changed);
                        return new RoleOutcome.Saved(changed);
                }
            },
            ct);

    public Task<RemoveOutcome> RemoveAsync(string ownerId, Source source, string id, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                switch (await roles.FindAsync(work, ownerId, id))
                {
                    case null:
                        return RemoveOutcome.Unknown;
                    case { IsPreset: true }:
                        return RemoveOutcome.Preset;
                    case { } role when await roles.IsHeldAsync(work, ownerId, role.Id):
                        return RemoveOutcome.InUse;
                    case { } role:
                        await roles.RemoveAsync(work, role.Id);
                        await AppendAsync(work, source, EventAction.Removed, role);
                        return RemoveOutcome.Removed;
                }
            },
            ct);

    private async Task<Role> AddAsync(IOwnerWork work, Source source, string name, IReadOnlyList<string> rights)
    {
        var role = new Role(ids.NewGuid(), name, RoleKind.Manual, rights, work.Now, work.Now);
        await roles.SaveAsync(work, role);
        await AppendAsync(work, source, EventAction.Created, role);
        return role;
    }

    private Task AppendAsync(IOwnerWork work, Source source, EventAction action, Role role) =>
        log.AppendAsync(work, source, [new NewEvent(EventKind.Role, action, role.Id, null, new RoleFact(role))]);
}
