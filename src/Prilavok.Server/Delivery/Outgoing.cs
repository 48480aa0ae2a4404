using System.Security.Cryptography;
using System.Text;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Delivery;

/// <summary>One request to a third-party service, ready to be sent.</summary>
/// <param name="Authorization">Whole value of the header; null sends none.</param>
internal sealed record Outgoing(HttpMethod Method, string Url, ReadOnlyMemory<byte> Body, string? Authorization);

/// <summary>What a lane does next.</summary>
/// <param name="FirstSeq">The first event that is told.</param>
/// <param name="LastSeq">The last event dealt with: those between that do not concern the lane are passed over.</param>
/// <param name="FirstAt">When the oldest told event happened, on the owner's clock.</param>
internal sealed record Parcel(long FirstSeq, long LastSeq, DateTimeOffset FirstAt, DateTimeOffset LastAt, Outgoing Request)
{
    /// <summary>The <c>webhook-id</c>: the same for every attempt at the same events, whoever makes it and whenever.</summary>
    public Guid DeliveryId(LaneKey lane)
    {
        var name = Encoding.UTF8.GetBytes($"{lane.OwnerId}|{lane.AppId}|{(int)lane.Channel}|{FirstSeq}|{LastSeq}");
        return EventIds.FromHash(name);
    }
}

/// <summary>Ids that are made again from what they name.</summary>
internal static class EventIds
{
    /// <summary>The id of an owner's event, as receipts and installation events carry it.</summary>
    public static Guid Of(string ownerId, long seq) => FromHash(Encoding.UTF8.GetBytes($"{ownerId}|{seq}"));

    internal static Guid FromHash(byte[] name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
