using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Apps;
using Prilavok.Server.Delivery;

namespace Prilavok.Server.Manage;

/// <summary>Settings as a publisher wants them from now on.</summary>
internal sealed class SettingsChange(IOptions<DeliveryOptions> delivery, TimeProvider clock)
{
    /// <summary>Another way to sign is a new key, and the one before signs beside it for a while.</summary>
    /// <param name="body">Without fault.</param>
    public AppSettings Read(JsonElement body, AppSettings before)
    {
        var after = AppSettingsReader.Read(body, before, []);
        return before.Signing && after.Signing && after.SigningScheme != before.SigningScheme
            ? EditApps.WithKey(after, SigningKey.New(after.SigningScheme), clock.GetUtcNow() + delivery.Value.SigningOverlap)
            : after;
    }
}
