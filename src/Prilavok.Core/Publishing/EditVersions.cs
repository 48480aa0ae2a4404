using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

/// <summary>What publishers do with the versions of their apps.</summary>
public sealed class EditVersions(HoldApp hold, EditApps edit)
{
    /// <summary>Makes a draft that begins as the published version is, or else as the newest.</summary>
    public Task<VersionOutcome> CreateAsync(string publisherId, string appId, CancellationToken ct) => hold.HandleAsync(
        publisherId,
        appId,
        async held =>
        {
            if (LifeCycle.WhyNoDraft(held.Lives) is { } broken)
            {
                return new VersionOutcome.Broken(broken);
            }

            var number = await hold.NextNumberAsync(held);
            var version = new AppVersion(number, 1, VersionState.Draft, held.Now, held.Now);
            return await hold.SaveAsync(held, held.Lead with { Version = version }, $"version {number} created");
        },
        ct);

    public Task<VersionOutcome> ChangeAsync(
        string publisherId, string appId, string versionId, Func<AppSettings, AppSettings> change, CancellationToken ct) => hold.HandleAsync(
        publisherId,
        appId,
        async held => held.Find(versionId) is not { } target ? new VersionOutcome.Unknown()
            : LifeCycle.WhyNotEdited(target.Version) is { } broken ? new VersionOutcome.Broken(broken)
            : await edit.EditAsync(held, target, change, $"version {target.Version.Number} changed"),
        ct);

    /// <param name="remarks">What a review found, for <see cref="VersionMove.Remark"/>.</param>
    public Task<VersionOutcome> MoveAsync(
        string publisherId, string appId, string versionId, VersionMove move, string? remarks, CancellationToken ct) => hold.HandleAsync(
        publisherId,
        appId,
        async held =>
        {
            if (held.Find(versionId) is not { } target)
            {
                return new VersionOutcome.Unknown();
            }

            if (move is VersionMove.Approve or VersionMove.Remark && target.SandboxOwnerId is null)
            {
                return new VersionOutcome.NotReviewer();
            }

            var (state, broken) = LifeCycle.Move(target.Version, move, held.Lives);
            if (broken is not null)
            {
                return new VersionOutcome.Broken(broken);
            }

            if (state == VersionState.Published)
            {
                return await PublishAsync(held, target);
            }

            var parted = state == VersionState.Draft ? hold.Parted(target) : target;
            var version = parted.Version with
            {
                State = state,
                ReviewSince = state == VersionState.Review ? held.Now : null,
                Remarks = move == VersionMove.Remark ? remarks : state == VersionState.Review ? null : parted.Version.Remarks,
            };
            return await hold.SaveAsync(held, parted with { Version = version }, $"version {version.Number} {WordOf(move)}");
        },
        ct);

    /// <summary>The version that was published goes to the archive. Published already, it only reaches owners it has not reached.</summary>
    private async Task<VersionOutcome> PublishAsync(HeldApp held, App target)
    {
        if (held.Published is { } former)
        {
            if (former.Version.Number == target.Version.Number)
            {
                return new VersionOutcome.Done(former);
            }

            if (LifeCycle.ChangesPlans(former.Settings.Plans, target.Settings.Plans))
            {
                return new VersionOutcome.Broken(VersionRule.PublishedPlan);
            }

            await hold.SaveAsync(
                held, former with { Version = former.Version with { State = VersionState.Archived } }, $"version {former.Version.Number} archived");
        }

        return await hold.SaveAsync(
            held,
            target with { Version = target.Version with { State = VersionState.Published, ReviewSince = null } },
            $"version {target.Version.Number} published");
    }

    private static string WordOf(VersionMove move) => move switch
    {
        VersionMove.Test => "put to the test",
        VersionMove.Review => "sent to review",
        VersionMove.Withdraw => "withdrawn",
        VersionMove.Approve => "approved",
        VersionMove.Remark => "sent back with remarks",
        VersionMove.Publish => "published",
        VersionMove.Archive => "archived",
    };
}
