using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Billing;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.OwnerAccount;

internal sealed class OwnerApps(
    IStorage storage, IApps apps, IInstallations installations, ISubscriptions subscriptions, InstallApp install, RemoveApp remove,
    InstallationAnswers answers, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/apps";

    private const int MostFields = 100;

    public void Map(IEndpointRouteBuilder people)
    {
        var app = people.InArea("app"); // The page of an app holds the tokens of its installation.
        app.MapGet(Root, guard.Owner(ListAsync)).WithName("manage.apps.list");
        people.MapGet(Root + "/{appId}/settings", guard.Owner(SettingsAsync)).WithName("manage.apps.settings");
        app.MapPost(Root + "/{appId}/installation", guard.Owner(InstallAsync)).WithName("manage.installation.create");
        app.MapDelete(Root + "/{appId}/installation", guard.Owner(RemoveAsync)).WithName("manage.installation.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner)
    {
        var list = await storage.ReadAsync(
            async s =>
            {
                var offered = new List<(App App, Installation? Installation, Subscription? Last)>();
                var installed = await installations.OfOwnerAsync(s, owner.OwnerId);
                foreach (var app in await apps.OfferedAsync(s, owner.OwnerId))
                {
                    if (!installed.Any(installation => Ids.Key(installation.AppId) == Ids.Key(app.Id)))
                    {
                        offered.Add((app, null, await subscriptions.LastAsync(s, owner.OwnerId, app.Id)));
                    }
                }

                foreach (var installation in installed)
                {
                    if (await apps.FindInstalledAsync(s, installation) is { } app)
                    {
                        offered.Add((app, installation, await subscriptions.LastAsync(s, owner.OwnerId, app.Id)));
                    }
                }

                return offered.OrderBy(row => row.App.CreatedAt).ThenBy(row => row.App.Id, StringComparer.Ordinal).ToList();
            },
            http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, list, (json, row) =>
        {
            json.WriteStartObject();
            json.WriteString("appId", row.App.Id);
            json.WriteString("name", row.App.Settings.Name);
            if (row.App.Version.IsUnpublished)
            {
                json.WriteBoolean("inDevelopment", true);
            }

            AppSettingsWriter.WriteOffer(json, row.App.Settings);
            json.WritePropertyName("installation");
            InstallationAnswers.Write(json, row.Installation, row.Last, owner);
            json.WriteEndObject();
        });
    }

    /// <summary>The app's own page, with what it wants to show the owner.</summary>
    private async Task SettingsAsync(HttpContext http, Grant.OfOwner owner)
    {
        var (app, installation) = await storage.ReadAsync(
            async s => await installations.FindAsync(s, owner.OwnerId, http.RouteText("appId")) is { } found
                ? (await apps.FindInstalledAsync(s, found), found)
                : (null, null),
            http.RequestAborted);
        if (app is null || installation is null)
        {
            await Problem.NotFoundAsync(http, "installation");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            AppFormWriter.WriteTab(json, "items", (app.Settings.SettingsTab ?? []).Select(element => element.For(installation)));
            json.WriteEndObject();
        });
    }

    private async Task InstallAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var form = FormOf(body);
        var mode = body.MaybeText("account") switch
        {
            null => (SignInMode?)null,
            "verify" => SignInMode.Verify,
            "create" => SignInMode.Create,
            _ => body.Wrong<SignInMode?>("account", "must be \"verify\" or \"create\"", null),
        };
        var choice = TermsReader.Read(body);
        var terminals = TermsReader.Devices(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var appId = http.RouteText("appId");
        switch (await install.HandleAsync(
            new InstallRequest(owner.OwnerId, Source.Owner(owner.Login), appId, mode, form, choice, terminals), http.RequestAborted))
        {
            case InstallOutcome.Installed:
                await answers.WriteAsync(http, StatusCodes.Status201Created, owner, appId);
                break;
            case InstallOutcome.Wrong wrong:
                await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is not valid.", wrong.Faults);
                break;
            case InstallOutcome.PlanFixed:
                await Problem.WriteAsync(
                    http, StatusCodes.Status409Conflict, "What is paid has not ended yet: until then the app comes back with the plan it had.");
                break;
            case InstallOutcome.AlreadyInstalled:
                await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "The app is installed already.");
                break;
            case InstallOutcome.Refused { Partner: var refused }:
                await Problem.WriteAsync(
                    http, StatusCodes.Status422UnprocessableEntity, refused.Reason, more: json => WriteRefusal(json, refused));
                break;
            default:
                await Problem.NotFoundAsync(http, "app");
                break;
        }
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfOwner owner)
    {
        if (await remove.HandleAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("appId"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "installation");
        }
    }

    /// <summary>The members the person filled in; scalars of any kind go to the service as texts.</summary>
    private static Dictionary<string, string> FormOf(OwnBody body)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!body.Has("form", out var members) || members.ValueKind == JsonValueKind.Null)
        {
            return form;
        }

        if (members.ValueKind != JsonValueKind.Object)
        {
            return body.Wrong("form", "must be an object", form);
        }

        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array || form.Count == MostFields)
            {
                return body.Wrong("form", $"must be an object of at most {MostFields} texts", form);
            }

            form[member.Name] = member.Value.ToString();
        }

        return form;
    }

    private static void WriteRefusal(Utf8JsonWriter json, SignInOutcome.Refused refused)
    {
        json.WriteStartObject("partner");
        if (refused.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }

        json.WriteStartArray("errors");
        foreach (var fault in refused.Faults)
        {
            json.WriteStartObject();
            if (int.TryParse(fault.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                json.WriteNumber("code", code);
            }
            else
            {
                WriteKnown(json, "code", fault.Code);
            }

            WriteKnown(json, "reason", fault.Reason);
            WriteKnown(json, "subject", fault.Subject);
            WriteKnown(json, "value", fault.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteKnown(json, "body", refused.Said);
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
