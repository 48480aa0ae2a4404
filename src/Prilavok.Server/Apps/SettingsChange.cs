using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Apps;

/// <summary>Settings as a publisher wants them from now on.</summary>
internal sealed class SettingsChange(IOptions<DeliveryOptions> delivery, TimeProvider clock)
{
    /// <summary>Goes on with the change the body asks for, or answers what is wrong with it.</summary>
    public async Task HandleAsync(HttpContext http, App app, Func<Func<AppSettings, AppSettings>, Task> goOn)
    {
        using var body = await Json.ReadAsync(http);
        var violations = new List<(string Subject, string Reason)>();
        AppSettingsReader.Read(body.RootElement, app.Settings, violations);
        UnknownMembers.Tell(body.RootElement, "", violations, AppSettingsReader.Members);
        await (violations.Count > 0
            ? Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The settings are not valid.", violations)
            : goOn(settings => Read(body.RootElement, settings)));
    }

    /// <summary>Another way to sign is a new key, and the one before signs beside it for a while.</summary>
    /// <param name="body">Without fault.</param>
    private AppSettings Read(JsonElement body, AppSettings before)
    {
        var after = AppSettingsReader.Read(body, before, []);
        return before.Signing && after.Signing && after.SigningScheme != before.SigningScheme
            ? EditApps.WithKey(after, SigningKey.New(after.SigningScheme), clock.GetUtcNow() + delivery.Value.SigningOverlap)
            : after;
    }
}
