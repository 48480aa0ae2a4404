using System.Globalization;
using Prilavok.Core;

namespace Prilavok.Server.Partners;

/// <summary>What stands above the body of a notification.</summary>
internal static class WebhookHeaders
{
    /// <param name="at">On the owner's clock.</param>
    /// <param name="realNow">Decides which keys sign.</param>
    public static IEnumerable<(string Name, string Value)> Of(
        Outgoing outgoing, string ownerId, Guid deliveryId, DateTimeOffset at, DateTimeOffset realNow)
    {
        var (id, timestamp) = (deliveryId.ToString(), at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        yield return ("Content-Type", "application/json;charset=UTF-8");
        yield return ("Accept", "application/json;charset=UTF-8");
        yield return ("X-Evotor-User-Id", ownerId);
        yield return ("webhook-id", id);
        yield return ("webhook-timestamp", timestamp);
        if (outgoing.Keys.Where(key => key.SignsAt(realNow)).ToList() is { Count: > 0 } keys)
        {
            yield return ("webhook-signature", Signature.Of(keys, id, timestamp, outgoing.Body.Span));
        }

        if (outgoing.Authorization is { } authorization)
        {
            yield return ("Authorization", authorization.Open());
        }
    }

    /// <summary>The token is the service's secret; which kind it is may be seen.</summary>
    public static string? Masked(Secret? authorization) => authorization is null ? null : Beginning(authorization.TextOrNull ?? "") + "…";

    private static string Beginning(string authorization) => authorization[..(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)];
}
