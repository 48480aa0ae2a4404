using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>What the cloud knows of a document better than the terminal that sent it.</summary>
/// <param name="ReceivedAt">On the owner's clock.</param>
internal sealed record DocumentOrigin(
    string OwnerId, string StoreId, string DeviceId, TimeSpan TimezoneOffset, DateTimeOffset ReceivedAt);

/// <summary>Why a document is not taken.</summary>
/// <param name="Id">As far as it could be read; else empty.</param>
internal sealed record DocumentRejection(string Id, string Code, IReadOnlyList<ViolationV2> Violations);
