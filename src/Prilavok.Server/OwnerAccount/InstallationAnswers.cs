using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Installations;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.OwnerAccount;

/// <summary>An app in an owner's account, as the owner sees it.</summary>
internal sealed class InstallationAnswers(IStorage storage, IInstallations installations, ISubscriptions subscriptions)
{
    /// <summary>Reads it anew and answers with it; 404 when it has gone meanwhile.</summary>
    public async Task WriteAsync(HttpContext http, int status, Grant.OfOwner owner, string appId)
    {
        var (installation, last) = await storage.ReadAsync(
            async s => (await installations.FindAsync(s, owner.OwnerId, appId), await subscriptions.LastAsync(s, owner.OwnerId, appId)),
            http.RequestAborted);
        if (installation is null)
        {
            await Problem.NotFoundAsync(http, "installation");
            return;
        }

        await Json.WriteAsync(http, status, json => Write(json, installation, last, owner));
    }

    private static void WriteDevices(Utf8JsonWriter json, IReadOnlyList<string>? terminals)
    {
        if (terminals is null)
        {
            json.WriteNull("devices");
            return;
        }

        json.WriteStartArray("devices");
        foreach (var id in terminals)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    /// <param name="last">The app's newest subscription; only one that runs is shown.</param>
    public static void Write(Utf8JsonWriter json, Installation? installation, Subscription? last, Grant.OfOwner owner)
    {
        if (installation is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("appId", installation.AppId);
        json.WriteString("ownerId", installation.OwnerId);
        json.WriteString("token", owner.Scopes is null ? installation.Token.TextOrNull : null); // It opens more than any token for a program.
        json.WriteBoolean("partnerBills", installation.PartnerBills);
        WriteDevices(json, installation.Terminals);
        json.WritePropertyName("subscription");
        SubscriptionWriter.Write(json, last is { IsEnding: false } and not { State: SubscriptionState.Terminated } ? last : null);
        json.WriteEndObject();
    }
}
