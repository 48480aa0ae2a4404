using Prilavok.Core;
using Prilavok.Core.Keys;

namespace Prilavok.Server.Keys;

/// <summary>How a change of keys ended.</summary>
internal abstract record RotateOutcome
{
    private RotateOutcome()
    {
    }

    /// <param name="IsKept">The data folder has the new master key; else whoever gave it must give it to the next start.</param>
    public sealed record Done(bool IsKept) : RotateOutcome;

    /// <summary>The master key is not kept by this program, so nobody but who keeps it can change it.</summary>
    public sealed record KeyNeeded(string Place) : RotateOutcome;

    /// <summary>The one that was given has been in use.</summary>
    public sealed record Used : RotateOutcome;

    /// <summary>This process was given a former master key: at its next start it would not come up.</summary>
    public sealed record StillFormer(string Place) : RotateOutcome;
}

/// <summary>
/// Changes the keys while servers run. Every key is wrapped anew, and a new one protects what is kept from now on. The former master key leads
/// on to the new one until the change is finished: nodes go on, and may be started again with either.
/// </summary>
internal sealed class RotateKeys(IStorage storage, IKeyStore store, KeyRing ring, FindMasterKey find)
{
    /// <param name="next">Null makes one, where it is kept in the data folder.</param>
    public async Task<RotateOutcome> RotateAsync(MasterKey? next, CancellationToken ct)
    {
        var given = find.Find();
        if (next is null && given is { IsOurs: false })
        {
            return new RotateOutcome.KeyNeeded(given.Place);
        }

        next ??= MasterKey.New();
        if (!await storage.WriteAsync(work => RotateAsync(work, next), ct))
        {
            return new RotateOutcome.Used();
        }

        var rows = await storage.ReadAsync(store.ReadAsync, CancellationToken.None);
        ring.Use(next, rows);
        if (given is null or { IsOurs: true })
        {
            find.Replace(next);
        }

        return new RotateOutcome.Done(given is null or { IsOurs: true });
    }

    /// <summary>From now on the former master keys open nothing.</summary>
    public async Task<RotateOutcome> FinishAsync(CancellationToken ct)
    {
        var given = find.Find();
        return await storage.WriteAsync<RotateOutcome>(
            async work =>
            {
                var rows = await store.HoldAsync(work);
                if (given is null || given.Key.Id != rows.Present!.Id)
                {
                    return new RotateOutcome.StillFormer(given?.Place ?? find.OwnFile);
                }

                await store.RemoveFormerAsync(work);
                return new RotateOutcome.Done(given.IsOurs);
            },
            ct);
    }

    private async Task<bool> RotateAsync(IWork work, MasterKey next)
    {
        var rows = await store.HoldAsync(work);
        var masters = ring.MastersIn(rows);
        if (rows.Masters.Any(row => row.Id == next.Id))
        {
            return false;
        }

        var (present, now) = (masters[rows.Present!.Id], TimeProvider.System.GetUtcNow());
        await store.SaveAsync(work, rows.Present with { SuccessorId = next.Id, Successor = present.Wrap(next.Id, next.ToText()) });
        await store.SaveAsync(work, new MasterRow(next.Id, null, null, now));
        foreach (var key in rows.Keys)
        {
            if (masters.GetValueOrDefault(key.MasterId)?.Unwrap(key.Id, key.Wrapped) is { } xml)
            {
                await store.SaveAsync(work, key with { MasterId = next.Id, Wrapped = next.Wrap(key.Id, xml) });
            }
        }

        var (name, made) = DataKeys.New(now);
        await store.SaveAsync(work, new WrappedKey(name, next.Id, next.Wrap(name, made), now));
        await store.SaveAsync(work, KeyRing.RingOf(next, await store.ReadAsync(work)).NewCanary());
        return true;
    }
}
