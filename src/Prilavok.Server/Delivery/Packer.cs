using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Documents;
using Prilavok.Server.Partners;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Delivery;

/// <summary>Makes the next request of a lane from the events it reads: which of them, to which address, in which shape.</summary>
internal sealed class Packer(IOptions<DeliveryOptions> options, IOptions<DocumentOptions> documents, Undrawn undrawn)
{
    /// <summary>True where the wire takes several events in one request.</summary>
    public static bool HasBatches(Channel channel, AppSettings app) => channel switch
    {
        Channel.Documents => app.DocumentsFormat == WireFormat.V1,
        Channel.Stores or Channel.Devices or Channel.Employees or Channel.Roles or Channel.Products => true,
        Channel.Receipts or Channel.Subscription or Channel.Installation or Channel.Token => false,
    };

    /// <param name="installation">Null when the app was removed meanwhile.</param>
    /// <param name="chaos">Wants the events of one request in another order; null leaves it.</param>
    /// <returns>
    /// Null when none of the events concerns the lane. An event that cannot be written comes alone, with the reason: those before it and behind
    /// it do not go down with it.
    /// </returns>
    public Parcel? Pack(ClaimedLane lane, App app, Installation? installation, IReadOnlyList<Event> events, Chaos? chaos = null)
    {
        var channel = lane.Key.Channel;
        if (!app.Settings.Urls.TryGetValue(channel, out var url) || (installation is null && !Channels.IsAboutInstallation(channel)))
        {
            return null;
        }

        var told = Choose(lane, app, url, events);
        return told.Count == 0 ? null : ParcelOf(channel, app, installation, url, told, chaos);
    }

    private Parcel? ParcelOf(Channel channel, App app, Installation? installation, string url, IReadOnlyList<Event> told, Chaos? chaos)
    {
        try
        {
            return Write(channel, app, installation, told, chaos) is { } body ? Packed(channel, app, installation, url, told, body) : null;
        }
        catch (Exception) when (told.Count > 1)
        {
            var sound = told.TakeWhile(e => IsSound(channel, app, installation, e)).ToList();
            return ParcelOf(channel, app, installation, url, sound.Count > 0 && sound.Count < told.Count ? sound : [told[0]], chaos);
        }
        catch (Exception e)
        {
            undrawn.Say(e, told[0].OwnerId, told[0].SubjectId);
            return Packed(channel, app, installation, url, told, default) with { Fault = "could not be written: " + FaultWords.Of(e) };
        }
    }

    private bool IsSound(Channel channel, App app, Installation? installation, Event e)
    {
        try
        {
            Write(channel, app, installation, [e], chaos: null);
            return true;
        }
        catch (Exception)
        {
            return false; // Said when its turn comes.
        }
    }

    private ReadOnlyMemory<byte>? Write(Channel channel, App app, Installation? installation, IReadOnlyList<Event> told, Chaos? chaos) =>
        told.Any(e => e.Fact is UnreadableFact)
            ? throw new JsonException()
            : BodyWriter.Write(channel, app, installation, Turned(told, channel, chaos), options.Value.OffsetTimes, documents.Value.ZeroChange);

    private static Parcel Packed(
        Channel channel, App app, Installation? installation, string url, IReadOnlyList<Event> told, ReadOnlyMemory<byte> body)
    {
        var request = new Outgoing(
            MethodOf(channel, told[0]),
            AddressOf(url, told[0]),
            body,
            Credentials.Of(app.Settings, Channels.IsAboutInstallation(channel) ? null : installation),
            app.Settings.SigningKeys)
        {
            AppId = app.Id,
        };
        return new Parcel(told[0].Seq, told[^1].Seq, told.Count > 1 ? told[(told.Count / 2) - 1].Seq : null, told[0].At, told[^1].At, request)
        {
            Traces = told.Any(e => e.Trace is not null) ? [.. told.Select(e => e.Trace).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
        };
    }

    private static IReadOnlyList<Event> Turned(IReadOnlyList<Event> told, Channel channel, Chaos? chaos) =>
        chaos is { Webhooks.ReorderWindow: > 1 and var window }
        ? [.. told.Chunk(window).SelectMany(some => some.OrderBy(e => chaos.Roll("order of " + channel, e.Seq)))]
        : told;

    /// <summary>The longest run from the front that goes out together.</summary>
    private List<Event> Choose(ClaimedLane lane, App app, string url, IReadOnlyList<Event> events)
    {
        var channel = lane.Key.Channel;
        var isPerStore = url.Contains(ServiceAddress.StorePlaceholder, StringComparison.Ordinal);
        var most = HasBatches(channel, app.Settings) ? options.Value.BatchEvents : 1;
        var told = new List<Event>();
        var bytes = 0;
        foreach (var e in events)
        {
            if (e.Seq > lane.BatchEnd)
            {
                break;
            }

            if (!Concerns(channel, app.Id, e))
            {
                continue;
            }

            bytes += e.Fact is DocumentFact document ? document.Content.Length : 0;
            if (told.Count == most
                || (told.Count > 0 && bytes > options.Value.BatchBytes)
                || (told.Count > 0 && (MethodOf(channel, told[0]) != MethodOf(channel, e) || (isPerStore && told[0].StoreId != e.StoreId))))
            {
                break;
            }

            told.Add(e);
        }

        return told;
    }

    /// <summary>True for what the channel tells this app.</summary>
    public bool Concerns(Channel channel, string appId, Event e) => e.IsFor(appId) && channel switch
    {
        Channel.Products => e.Action != EventAction.Removed && (e.Source.Kind == SourceKind.Terminal
            || (options.Value.ProductsOfOtherApps && e.Source.Kind == SourceKind.App && e.Source.Id != appId)),
        Channel.Receipts => TypeOf(e) is not { } type || ReceiptWriterV2.Covers(type),
        Channel.Subscription => e.Fact is UnreadableFact || (e.Fact is SubscriptionFact about && Ids.Key(about.News.AppId) == Ids.Key(appId)),
        Channel.Installation or Channel.Token => e.Fact is AppFact about && about.AppId == appId,
        Channel.Stores or Channel.Devices or Channel.Employees or Channel.Roles or Channel.Documents => true,
    };

    /// <returns>Null when what is kept of the document does not say it.</returns>
    public static string? TypeOf(Event e) => KeptEnvelope.TypeOf(((DocumentFact)e.Fact).Content);

    private static HttpMethod MethodOf(Channel channel, Event e) => channel switch
    {
        Channel.Products when e.Action == EventAction.Created => HttpMethod.Post,
        Channel.Receipts or Channel.Subscription or Channel.Installation or Channel.Token => HttpMethod.Post,
        _ => HttpMethod.Put,
    };

    private static string AddressOf(string url, Event e) =>
        e.StoreId is { } store ? url.Replace(ServiceAddress.StorePlaceholder, Uri.EscapeDataString(store), StringComparison.Ordinal) : url;
}
