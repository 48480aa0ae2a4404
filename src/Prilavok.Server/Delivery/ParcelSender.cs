using Prilavok.Core.Delivery;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Makes one attempt at a parcel of a lane.</summary>
internal sealed class ParcelSender(LifeOrder order, WebhookSender sender, MishapSender mishaps, DeliveryWatch watch, TimeProvider clock)
{
    public async Task<(SendResult Result, Attempt Attempt)> SendAsync(
        ClaimedLane lane, Parcel parcel, Owner owner, Chaos? chaos, CancellationToken ct)
    {
        await order.WaitAsync(lane, parcel.FirstSeq, ct);
        var id = parcel.DeliveryId(lane.Key);
        var at = clock.GetUtcNow() + owner.ClockOffset;
        using var watched = watch.Begin(lane.Key, parcel, id, lane.Failures + 1);
        var result = parcel.Fault is { } fault ? SendResult.Unwritten(fault)
            : chaos is null
            ? await sender.SendAsync(parcel.Request, owner, id, at, ct)
            : await mishaps.SendAsync(parcel.Request, owner, id, at, chaos, lane.Key, parcel.FirstSeq, lane.Failures, ct);
        watched.Ended(result);
        var attempt = new Attempt(id, parcel.FirstSeq, parcel.LastSeq, lane.Failures + 1, at, result.Took, result.Status, result.Error)
        {
            Url = result.Error is null || result.IsUnwritten ? null : parcel.Request.Url,
            Response = result.Response,
            Timings = result.Timings,
        };
        return (result, attempt);
    }
}
