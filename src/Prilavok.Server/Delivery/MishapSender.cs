using Prilavok.Core.Delivery;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Sends with the mishaps that a sandbox wants: later, twice, or on a connection that breaks.</summary>
internal sealed class MishapSender(WebhookSender sender, TimeProvider clock)
{
    private const string Dropped = "the connection broke, as the chaos of the sandbox wants it";

    /// <param name="attempt">Of the same events: each attempt has its own luck.</param>
    public async Task<SendResult> SendAsync(
        Outgoing outgoing, Owner owner, Guid deliveryId, DateTimeOffset now, Chaos chaos, LaneKey lane, long seq, int attempt, CancellationToken ct)
    {
        var number = (seq * 1000) + attempt;
        var what = lane.Channel.ToString();
        if (chaos.Webhooks.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chaos.Webhooks.DelayMs * chaos.Roll("delay of " + what, number)), clock, ct);
        }

        if (chaos.Roll("drop of " + what, number) < chaos.Webhooks.DropConnection)
        {
            // The receiver may have got it all the same: that is what makes a broken connection hard.
            var hasArrived = chaos.Roll("arrival of " + what, number) < 0.5;
            var took = hasArrived ? (await sender.SendAsync(outgoing, owner, deliveryId, now, ct)).Took : TimeSpan.Zero;
            return new SendResult(null, Dropped, took);
        }

        var result = await sender.SendAsync(outgoing, owner, deliveryId, now, ct);
        if (result.Error is null && chaos.Roll("double of " + what, number) < chaos.Webhooks.Duplicate)
        {
            await sender.SendAsync(outgoing, owner, deliveryId, now, ct);
        }

        return result;
    }
}
