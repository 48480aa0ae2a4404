using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class AppSettingsWriter
{
    /// <summary>The members of the settings, inside an object that is open. Only its publisher sees them.</summary>
    /// <param name="withSecrets">False leaves out what a token that only reads must not have.</param>
    public static void WriteMembers(Utf8JsonWriter json, AppSettings settings, bool withSecrets)
    {
        json.WriteString("name", settings.Name);
        if (withSecrets)
        {
            json.WriteString("serviceToken", settings.ServiceToken?.TextOrNull);
        }

        json.WriteStartObject("urls");
        WriteKnown(json, "userCreate", settings.UserCreateUrl);
        WriteKnown(json, "userVerify", settings.UserVerifyUrl);
        WriteKnown(json, "commodities", settings.CommoditiesUrl);
        foreach (var (channel, url) in settings.Urls.OrderBy(pair => pair.Key))
        {
            json.WriteString(Channels.NameOf(channel), url);
        }

        json.WriteString("documentsFormat", NameOf(settings.DocumentsFormat));
        json.WriteEndObject();
        if (settings.EntitiesFormat is { } format)
        {
            json.WriteString("entitiesFormat", NameOf(format));
        }

        json.WriteBoolean("ordered", settings.Ordered);
        json.WriteBoolean("signing", settings.Signing);
        json.WriteString("signingScheme", settings.SigningScheme == SigningScheme.Ed25519 ? "ed25519" : "hmac");
        json.WriteBoolean("inventorySystem", settings.InventorySystem);
        json.WriteBoolean("initialSync", settings.InitialSync);
        if (settings.Rights is { } rights)
        {
            json.WriteStartArray("rights");
            foreach (var right in rights)
            {
                json.WriteStringValue(right);
            }

            json.WriteEndArray();
        }

        if (settings.Proxy is { } proxy)
        {
            json.WriteStartArray("proxy");
            foreach (var pattern in proxy)
            {
                json.WriteStringValue(pattern);
            }

            json.WriteEndArray();
        }

        WriteOffer(json, settings);
        if (settings.SettingsTab is { } tab)
        {
            AppFormWriter.WriteTab(json, "settingsTab", tab);
        }
    }

    /// <summary>What an owner sees before installing.</summary>
    public static void WriteOffer(Utf8JsonWriter json, AppSettings settings)
    {
        AppFormWriter.WriteForms(json, settings);
        json.WriteStartArray("plans");
        foreach (var plan in settings.Plans)
        {
            json.WriteStartObject();
            json.WriteString("id", plan.Id);
            json.WriteString("name", plan.Name);
            json.WriteNumber("price", plan.Price / 100m);
            json.WriteString("period", plan.Period switch
            {
                PlanPeriod.Once => null,
                PlanPeriod.Month => "P1M",
                PlanPeriod.Year => "P1Y",
            });
            json.WriteBoolean("perDevice", plan.PerDevice);
            WriteDiscounts(json, plan.Discounts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteAddOns(json, settings.AddOns);
        json.WriteString("trial", settings.TrialDays is { } days ? Periods.Write(settings.TrialMonths, days) : null);
    }

    private static void WriteDiscounts(Utf8JsonWriter json, IReadOnlyList<PlanDiscount>? discounts)
    {
        if (discounts is null)
        {
            return;
        }

        json.WriteStartArray("discounts");
        foreach (var discount in discounts)
        {
            json.WriteStartObject();
            json.WriteNumber("from", discount.From);
            json.WriteNumber("percent", discount.Percent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAddOns(Utf8JsonWriter json, IReadOnlyList<AddOn>? addOns)
    {
        if (addOns is null or [])
        {
            return;
        }

        json.WriteStartArray("addOns");
        foreach (var addOn in addOns)
        {
            json.WriteStartObject();
            json.WriteString("id", addOn.Id);
            json.WriteString("name", addOn.Name);
            json.WriteNumber("price", addOn.Price / 100m);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf(WireFormat format) => format switch
    {
        WireFormat.V1 => "v1",
        WireFormat.V2 => "v2",
    };

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
