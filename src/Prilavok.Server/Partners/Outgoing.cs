using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Partners;

/// <summary>One request to a third-party service, ready to be sent.</summary>
/// <param name="Authorization">Whole value of the header; null sends none.</param>
/// <param name="Keys">Those that sign it.</param>
internal sealed record Outgoing(
    HttpMethod Method, string Url, ReadOnlyMemory<byte> Body, Secret? Authorization, IReadOnlyList<SigningKey> Keys)
{
    /// <summary>The app whose address it is: a stream may stand in for it. Null where the request goes nowhere else.</summary>
    public string? AppId { get; init; }
}

/// <summary>What a lane does next.</summary>
/// <param name="FirstSeq">The first event that is told.</param>
/// <param name="LastSeq">The last event dealt with: those between that do not concern the lane are passed over.</param>
/// <param name="FirstAt">When the oldest told event happened, on the owner's clock.</param>
/// <param name="Middle">Where half of the events end; null when there is only one.</param>
internal sealed record Parcel(long FirstSeq, long LastSeq, long? Middle, DateTimeOffset FirstAt, DateTimeOffset LastAt, Outgoing Request)
{
    /// <summary>The spans in which the told events were written, each once, as far as they were recorded.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];

    /// <summary>Why its one event cannot be written, so that there is nothing to send; null of every other.</summary>
    public string? Fault { get; init; }

    /// <summary>The <c>webhook-id</c>: the same for every attempt at the same events, whoever makes it and whenever.</summary>
    public Guid DeliveryId(LaneKey lane) =>
        Ids.NamedUuid($"{lane.OwnerId}|{lane.AppId}|{(int)lane.Channel}|{FirstSeq}|{LastSeq}");
}
