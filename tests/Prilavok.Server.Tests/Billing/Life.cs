using System.Globalization;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;

namespace Prilavok.Server.Tests.Billing;

/// <summary>An owner and an app that costs something, and what its service hears of that.</summary>
internal sealed class Life(Tenant tenant, PartnerService partner, DateTimeOffset start)
{
    private static readonly string[] Common = ["subscriptionId", "productId", "userId", "timestamp", "sequenceNumber", "type"];

    private int _read;

    public Tenant Tenant => tenant;

    /// <summary>Path of the app's installation.</summary>
    public string Installation => tenant.Manage($"/apps/{tenant.AppId}/installation");

    public static object[] Plans =>
    [
        new { id = "base", price = 90, period = "P1M", perDevice = true },
        new { id = "gold", price = 180, period = "P1M" },
        new { id = "year", price = 900, period = "P1Y" },
    ];

    public static object[] AddOns => [new { id = "extra-store", price = 10 }];

    public static async Task<Life> OpenAsync(ServerFixture server, PartnerService partner, string? trial = null, object[]? plans = null)
    {
        var app = new { name = "Loyalty", serviceToken = Tenant.ServiceToken, @base = partner.Url, plans = plans ?? Plans, addOns = AddOns, trial };
        return new Life(await Tenant.CreateAsync(server.Http, app, install: false), partner, server.Store.Clock.GetUtcNow());
    }

    public async Task<JsonNode> InstallAsync(object? wanted = null)
    {
        var installed = (await tenant.Owner.PostAsync(Installation, wanted ?? new { })).Expect(201).Json;
        await tenant.SettleAsync();
        return installed;
    }

    public async Task RemoveAsync()
    {
        (await tenant.Owner.DeleteAsync(Installation)).Expect(204);
        await tenant.SettleAsync();
    }

    public Task<ClockTurn> WaitAsync(string span) => tenant.TurnAsync(new { advance = span });

    /// <summary>What becomes of charges from now on.</summary>
    public async Task BankAsync(object method) =>
        (await tenant.Owner.SendAsync(HttpMethod.Put, tenant.Manage("/payment-method"), Caller.ContentOf(method))).Expect(200);

    public async Task<JsonArray> PaymentsAsync() => (await tenant.Owner.GetAsync(tenant.Manage("/payments"))).Expect(200).Json["items"]!.AsArray();

    /// <summary>The subscription as the owner sees it; null when there is none.</summary>
    public async Task<JsonNode?> SubscriptionAsync() =>
        (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Json["items"]![0]!["installation"]?["subscription"];

    /// <summary>
    /// What the service was told since the last time it was asked, in the order of arrival: the number and type of an event and
    /// the members that are its own; times as days since the start.
    /// </summary>
    public IReadOnlyList<string> Told()
    {
        var all = partner.Received;
        var told = all.Skip(_read).Select(Tell).OfType<string>().ToList();
        _read = all.Count;
        return told;
    }

    private string? Tell(Received received) => received.Path switch
    {
        "/api/v1/subscription/event" => $"{received.Json["sequenceNumber"]} {Words(received.Json.AsObject())}",
        "/api/v2/installation/event" => (string)received.Json["type"]!,
        "/api/v1/user/token" => "token",
        "/api/v1/user/verify" => "verify",
        _ => null,
    };

    private string Words(JsonObject told)
    {
        foreach (var name in Common.Where(name => told[name] is null))
        {
            throw new InvalidOperationException($"{name} is missing of {told.ToJsonString()}");
        }

        return string.Join(' ', told.Where(member => !Common.Contains(member.Key)).Select(member => $"{member.Key}={Word(member.Key, member.Value!)}").Prepend((string)told["type"]!));
    }

    private string Word(string name, JsonNode value) => name switch
    {
        "nextBillingDate" => Days(Tenant.Time(value)),
        "chargedSum" => $"{value["amount"]} {value["currency"]}",
        "addons" => string.Join(',', value.AsArray().Select(addOn => $"{addOn!["quantity"]}×{addOn["id"]}")),
        _ => value.ToString(),
    };

    private string Days(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{(at - start).TotalDays:0.##}d");
}
