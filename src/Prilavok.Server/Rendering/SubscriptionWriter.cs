using System.Text.Json;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>What a service is told of a subscription, and how an owner sees it.</summary>
internal static class SubscriptionWriter
{
    public const string Currency = "RUB";

    /// <summary>The names on the wire.</summary>
    public static string NameOf(NewsType type) => type switch
    {
        NewsType.Created => "SubscriptionCreated",
        NewsType.AddonsUpdated => "AddonsUpdated",
        NewsType.Activated => "SubscriptionActivated",
        NewsType.Renewed => "SubscriptionRenewed",
        NewsType.TermsChanged => "SubscriptionTermsChanged",
        NewsType.TerminationRequested => "SubscriptionTerminationRequested",
        NewsType.Terminated => "SubscriptionTerminated",
    };

    /// <param name="hasOffset">Times end in <c>+0000</c>, as published, and not in <c>Z</c>, as they are sent since.</param>
    public static void WriteEvent(Utf8JsonWriter json, Event e, SubscriptionNews news, bool hasOffset)
    {
        json.WriteStartObject();
        json.WriteString("subscriptionId", news.SubscriptionId);
        json.WriteString("productId", news.AppId);
        json.WriteString("userId", e.OwnerId);
        json.WriteString("timestamp", Time(e.At, hasOffset));
        json.WriteNumber("sequenceNumber", news.Sequence);
        json.WriteString("type", NameOf(news.Type));
        if (news.PlanId is { } planId)
        {
            json.WriteString("planId", planId);
        }

        if (news.TrialDays is { } days)
        {
            json.WriteString("trialPeriodDuration", $"P{days}DT"); // The T that ends it is theirs.
        }

        if (news.Devices is { } devices)
        {
            json.WriteNumber("deviceNumber", devices);
        }

        if (news.NextBillingAt is { } at)
        {
            json.WriteString("nextBillingDate", Time(at, hasOffset));
        }

        if (news.Charged is { } charged)
        {
            json.WriteStartObject("chargedSum");
            json.WriteNumber("amount", charged / 100m);
            json.WriteString("currency", Currency);
            json.WriteEndObject();
        }

        WriteAddOns(json, "addons", news.AddOns);
        json.WriteEndObject();
    }

    /// <summary>As the owner's account shows it; null when there is none.</summary>
    public static void Write(Utf8JsonWriter json, Subscription? subscription)
    {
        if (subscription is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", subscription.Id);
        json.WriteString("state", subscription.State.ToString().ToUpperInvariant());
        json.WriteString("planId", subscription.Terms.Plan.Id);
        json.WriteNumber("deviceNumber", subscription.Terms.Devices);
        json.WriteString("nextBillingDate", subscription.NextBillingAt is { } at ? Instants.FormatZ(at) : null);
        json.WriteNumber("price", subscription.Terms.Price / 100m);
        json.WriteBoolean("overdue", subscription.IsInDunning);
        WriteAddOns(json, "addOns", subscription.Terms.AddOns);
        json.WriteEndObject();
    }

    private static void WriteAddOns(Utf8JsonWriter json, string name, IReadOnlyList<ChosenAddOn>? addOns)
    {
        if (addOns is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var addOn in addOns)
        {
            json.WriteStartObject();
            json.WriteString("id", addOn.Id);
            json.WriteNumber("quantity", addOn.Quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset at, bool hasOffset) => hasOffset ? Instants.Format(at) : Instants.FormatZ(at);
}
