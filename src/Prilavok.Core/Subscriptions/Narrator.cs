namespace Prilavok.Core.Subscriptions;

/// <summary>Numbers what is told, one after the other.</summary>
internal sealed class Narrator(Subscription subscription)
{
    private readonly List<SubscriptionNews> _news = [];
    private int _sequence = subscription.Sequence;

    public SubscriptionNews Of(NewsType type) => new(subscription.Id, subscription.AppId, type, 0);

    public void Tell(SubscriptionNews news) => _news.Add(news with { Sequence = ++_sequence });

    public void TellAddOns(Terms terms)
    {
        if (terms.AddOns.Count > 0)
        {
            Tell(Of(NewsType.AddonsUpdated) with { AddOns = terms.AddOns });
        }
    }

    public Turn End(Subscription next, bool removes = false, bool installs = false) =>
        new(next with { Sequence = _sequence }, _news, removes, installs);
}
