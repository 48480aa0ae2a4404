using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Sandbox;
using Prilavok.Server.Api.Documents;

namespace Prilavok.Server.Delivery;

/// <summary>Makes the next request of a lane from the events it reads: which of them, to which address, in which shape.</summary>
internal sealed class Packer(IOptions<DeliveryOptions> options, IOptions<DocumentOptions> documents)
{
    public const string StorePlaceholder = "{storeUuid}";

    /// <summary>True where the wire takes several events in one request.</summary>
    public static bool HasBatches(Channel channel, AppSettings app) => channel switch
    {
        Channel.Documents => app.DocumentsFormat == WireFormat.V1,
        Channel.Stores or Channel.Devices or Channel.Employees or Channel.Roles or Channel.Products => true,
        Channel.Receipts or Channel.Subscription or Channel.Installation or Channel.Token => false,
    };

    /// <param name="installation">Null when the app was removed meanwhile.</param>
    /// <param name="chaos">Wants the events of one request in another order; null leaves it.</param>
    /// <returns>Null when none of the events concerns the lane.</returns>
    public Parcel? Pack(ClaimedLane lane, App app, Installation? installation, IReadOnlyList<Event> events, Chaos? chaos = null)
    {
        var channel = lane.Key.Channel;
        if (!app.Settings.Urls.TryGetValue(channel, out var url) || (installation is null && !Channels.IsAboutInstallation(channel)))
        {
            return null;
        }

        var told = Choose(lane, app, url, events);
        if (told.Count == 0 || BodyWriter.Write(channel, app, installation, Turned(told, channel, chaos), options.Value.OffsetTimes, documents.Value.ZeroChange) is not { } body)
        {
            return null;
        }

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
            Traces = told.Exists(e => e.Trace is not null) ? [.. told.Select(e => e.Trace).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
        };
    }

    private static IReadOnlyList<Event> Turned(List<Event> told, Channel channel, Chaos? chaos) => chaos is { Webhooks.ReorderWindow: > 1 and var window }
        ? [.. told.Chunk(window).SelectMany(some => some.OrderBy(e => chaos.Roll("order of " + channel, e.Seq)))]
        : told;

    /// <summary>The longest run from the front that goes out together.</summary>
    private List<Event> Choose(ClaimedLane lane, App app, string url, IReadOnlyList<Event> events)
    {
        var channel = lane.Key.Channel;
        var isPerStore = url.Contains(StorePlaceholder, StringComparison.Ordinal);
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

            bytes += e.Fact is Fact.OfDocument document ? document.Content.Length : 0;
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
        Channel.Receipts => ReceiptWriterV2.Covers(DocumentTypeNames.TypeOf(((Fact.OfDocument)e.Fact).Content)),
        Channel.Subscription => e.Fact is Fact.OfSubscription about && Ids.Key(about.News.AppId) == Ids.Key(appId),
        Channel.Installation or Channel.Token => e.Fact is Fact.OfApp about && about.AppId == appId,
        Channel.Stores or Channel.Devices or Channel.Employees or Channel.Roles or Channel.Documents => true,
    };

    private static HttpMethod MethodOf(Channel channel, Event e) => channel switch
    {
        Channel.Products when e.Action == EventAction.Created => HttpMethod.Post,
        Channel.Receipts or Channel.Subscription or Channel.Installation or Channel.Token => HttpMethod.Post,
        _ => HttpMethod.Put,
    };

    private static string AddressOf(string url, Event e) =>
        e.StoreId is { } store ? url.Replace(StorePlaceholder, Uri.EscapeDataString(store), StringComparison.Ordinal) : url;
}
