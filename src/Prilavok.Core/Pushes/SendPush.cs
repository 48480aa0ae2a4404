using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Pushes;

/// <param name="OwnerId">Only to terminals of this owner; null means of everybody who has the app.</param>
/// <param name="Devices">Ids or IMEIs.</param>
/// <param name="Payload">JSON.</param>
/// <param name="ActiveTill">Null means <see cref="SendPush.DefaultLife"/> from now.</param>
public sealed record NewPush(string AppId, string? OwnerId, IReadOnlyList<string> Devices, string Payload, DateTimeOffset? ActiveTill);

public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Accepted(PushTask Task) : SendOutcome;

    /// <param name="Devices">As they were named.</param>
    public sealed record UnknownDevices(IReadOnlyList<string> Devices) : SendOutcome;

    /// <summary>The owner of one of the terminals does not have the app.</summary>
    public sealed record NotInstalled : SendOutcome;

    public sealed record NotInFuture : SendOutcome;
}

/// <summary>
/// Sends something to an app's part on terminals. It stands in the owner's log, where terminals hear of it. To terminals of
/// several owners it goes one owner after the other, under one id.
/// </summary>
public sealed class SendPush(IStorage storage, IOwners owners, IPushes pushes, IEventLog log, Ids ids, TimeProvider clock)
{
    /// <summary>How long a push waits for its terminal when nobody says.</summary>
    public static readonly TimeSpan DefaultLife = TimeSpan.FromDays(2);

    public async Task<SendOutcome> HandleAsync(NewPush asked, CancellationToken ct)
    {
        var known = await storage.ReadAsync(s => pushes.RecipientsAsync(s, asked.AppId, asked.Devices, asked.OwnerId), ct);
        var chosen = new List<Recipient>(asked.Devices.Count);
        var unknown = new List<string>();
        foreach (var name in asked.Devices)
        {
            if (Choose(known, name) is { } recipient)
            {
                chosen.Add(recipient);
            }
            else
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count > 0)
        {
            return new SendOutcome.UnknownDevices(unknown);
        }

        if (chosen.Any(recipient => !recipient.HasApp))
        {
            return new SendOutcome.NotInstalled();
        }

        var byOwner = chosen.Distinct()
            .GroupBy(recipient => recipient.OwnerId, recipient => recipient.DeviceId, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        return await IsPastAsync(asked.ActiveTill, byOwner.Select(group => group.Key), ct)
            ? new SendOutcome.NotInFuture()
            : await SendAsync(asked, byOwner, ct);
    }

    /// <summary>A terminal goes by its id first, then by its IMEI; of several, one whose owner has the app.</summary>
    private static Recipient? Choose(IReadOnlyList<Recipient> known, string name)
    {
        var named = known.Where(r => string.Equals(r.DeviceId, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0)
        {
            named = [.. known.Where(r => r.Imei == name)];
        }

        return named.Find(r => r.HasApp) ?? named.FirstOrDefault();
    }

    private async Task<bool> IsPastAsync(DateTimeOffset? activeTill, IEnumerable<string> ownerIds, CancellationToken ct)
    {
        if (activeTill is not { } till)
        {
            return false;
        }

        foreach (var ownerId in ownerIds)
        {
            var owner = await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct);
            if (owner is not null && till <= clock.GetUtcNow() + owner.ClockOffset)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<SendOutcome> SendAsync(NewPush asked, List<IGrouping<string, string>> byOwner, CancellationToken ct)
    {
        var id = ids.NewUuid();
        var details = new List<PushDetail>();
        foreach (var group in byOwner)
        {
            details.AddRange(await storage.WriteAsync(
                group.Key,
                async work =>
                {
                    var push = new Push(id, asked.AppId, [.. group], asked.ActiveTill ?? work.Now + DefaultLife, asked.Payload);
                    await pushes.AddAsync(work, push);
                    await log.AppendAsync(
                        work, Source.App(asked.AppId), [new NewEvent(EventKind.Push, EventAction.Created, id, null, new PushFact(push))]);
                    return push.DeviceIds.Select(
                        device => new PushDetail(work.OwnerId, device, PushStatus.Accepted, work.Now, push.ActiveTill, null, null, null));
                },
                ct));
        }

        return new SendOutcome.Accepted(new PushTask(id, details));
    }
}
