using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Http;

namespace Prilavok.Server.Documents;

/// <summary>What the cloud knows of a document better than the terminal that sent it.</summary>
/// <param name="Stood">Where the terminal stood, and when.</param>
/// <param name="ReceivedAt">On the owner's clock.</param>
internal sealed record DocumentOrigin(
    string OwnerId, Whereabouts Stood, string DeviceId, TimeSpan TimezoneOffset, DateTimeOffset ReceivedAt)
{
    /// <summary>Where the terminal stood when it closed a document, unless it names a store in which it stood at another time.</summary>
    public (string Id, bool IsNamed) StoreOf(JsonElement document, DateTimeOffset closed, List<ViolationV2> faults)
    {
        if (!document.TryGetProperty("store_id", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return (Stood.StoreAt(closed), false);
        }

        if (value.ValueKind == JsonValueKind.String && Stood.Find(value.GetString()!) is { } known)
        {
            return (known, true);
        }

        faults.Add(new ViolationV2("store_id", "is not the store of this terminal"));
        return default;
    }
}

/// <summary>Why a document is not taken.</summary>
/// <param name="Id">As far as it could be read; else empty.</param>
internal sealed record DocumentRejection(string Id, string Code, IReadOnlyList<ViolationV2> Violations);
