using System.Text.Json;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Apps;

/// <summary>Apps and their versions, as their publisher sees them.</summary>
internal static class VersionAnswers
{
    public static Task WriteAsync(HttpContext http, VersionOutcome outcome, int status, Action<Utf8JsonWriter, App, bool> write) => outcome switch
    {
        VersionOutcome.Done { App: var app } => Json.WriteAsync(http, status, json => write(json, app, OwnAppGate.ShowsSecrets(http))),
        VersionOutcome.Broken { Rule: var rule } => Problem.WriteAsync(
            http, StatusCodes.Status409Conflict, rule.Sentence, more: json => json.WriteString("rule", rule.Name)),
        VersionOutcome.NotReviewer => Problem.WriteAsync(
            http, StatusCodes.Status403Forbidden, "Only in a sandbox do publishers review their own apps: here the review ends by time."),
        _ => Problem.NotFoundAsync(http, "version"),
    };

    public static void WriteApp(Utf8JsonWriter json, App app, bool withSecrets)
    {
        json.WriteStartObject();
        json.WriteString("appId", app.Id);
        json.WriteString("versionId", AppVersion.IdOf(app));
        json.WriteString("status", VersionWords.StatusOf(app));
        WriteSettings(json, app.Settings, withSecrets);
        json.WriteEndObject();
    }

    public static void WriteVersion(Utf8JsonWriter json, App app, int reviewDays, bool withSecrets)
    {
        json.WriteStartObject();
        json.WriteString("versionId", AppVersion.IdOf(app));
        json.WriteString("appId", app.Id);
        json.WriteNumber("number", app.Version.Number);
        json.WriteString("status", VersionWords.StatusOf(app));
        json.WriteString("environment", VersionWords.EnvironmentOf(app));
        json.WriteString("createdAt", app.Version.CreatedAt.UtcDateTime);
        json.WriteString("updatedAt", app.Version.UpdatedAt.UtcDateTime);
        if (app.Version is { State: VersionState.Review, ReviewSince: { } since })
        {
            json.WriteString("reviewUntil", LifeCycle.ReviewEnd(since, reviewDays).UtcDateTime);
        }

        json.WriteString("remarks", app.Version.Remarks);
        json.WriteStartObject("settings");
        WriteSettings(json, app.Settings, withSecrets);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, AppSettings settings, bool withSecrets)
    {
        AppSettingsWriter.WriteMembers(json, settings, withSecrets);
        if (settings.SigningKeys is not [{ Secret.IsOpen: true } present, ..])
        {
            return;
        }

        if (present.IsFor(SigningScheme.Ed25519))
        {
            json.WriteString("signingPublicKey", Signature.PublicKeyOf(present));
        }
        else if (withSecrets)
        {
            json.WriteString("signingSecret", present.Secret.Open());
        }
    }
}
