using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Owners;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.OwnerAccount;

/// <summary>What an owner has paid, and in a sandbox what becomes of charges.</summary>
internal sealed class OwnerPayments(IStorage storage, IOwners owners, IPayments payments, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}";

    private const int MostTimes = 1000;

    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("payment");
        app.MapGet(Root + "/payments", guard.Owner(ListAsync)).WithName("manage.payments.list");
        app.MapGet(Root + "/payment-method", guard.Owner(FindMethodAsync)).WithName("manage.paymentMethod.find");
        app.MapPut(Root + "/payment-method", guard.Owner(ChooseMethodAsync)).WithName("manage.paymentMethod.choose");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner)
    {
        var text = http.Request.Query["before"].ToString();
        long? before = null;
        if (text.Length > 0)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "before must be a whole number.");
                return;
            }

            before = number;
        }

        var list = await storage.ReadAsync(s => payments.ListAsync(s, owner.OwnerId, before, Most), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, list, Write);
    }

    private async Task FindMethodAsync(HttpContext http, Grant.OfOwner owner)
    {
        if (await MayAsync(http, owner))
        {
            await AnswerAsync(http, owner);
        }
    }

    private async Task ChooseMethodAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var succeeds = body.Text("kind") switch
        {
            "succeeds" => true,
            "declines" => false,
            _ => body.Wrong("kind", "must be \"succeeds\" or \"declines\"", true),
        };
        var times = (int?)body.MaybeNumber("times", null, 1, MostTimes);
        if (times is not null && succeeds)
        {
            body.Wrong("times", "goes with \"declines\": so many charges, then they succeed", 0);
        }

        DateTimeOffset? until = null;
        if (body.MaybeText("until") is { } text)
        {
            until = Instants.TryParse(text, out var at) ? at : body.Wrong<DateTimeOffset?>("until", "must be a time, as 2027-01-01T00:00:00Z", null);
        }

        if (await body.IsFaultyAsync(http) || !await MayAsync(http, owner))
        {
            return;
        }

        await storage.WriteAsync(
            owner.OwnerId,
            async work =>
            {
                await payments.SaveMethodAsync(work, new PaymentMethod(succeeds, times, until));
                return true;
            },
            http.RequestAborted);
        await AnswerAsync(http, owner);
    }

    private async Task AnswerAsync(HttpContext http, Grant.OfOwner owner)
    {
        var method = await storage.ReadAsync(s => payments.MethodAsync(s, owner.OwnerId), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", method.Succeeds ? "succeeds" : "declines");
            if (method.Times is { } times)
            {
                json.WriteNumber("times", times);
            }

            if (method.Until is { } until)
            {
                json.WriteString("until", Instants.FormatZ(until));
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Only in a sandbox is there a bank that does as it is told.</summary>
    private async Task<bool> MayAsync(HttpContext http, Grant.OfOwner owner)
    {
        if (await storage.ReadAsync(s => owners.FindAsync(s, owner.OwnerId), http.RequestAborted) is { IsSandbox: true })
        {
            return true;
        }

        await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "Only owners of the sandbox choose what becomes of charges.");
        return false;
    }

    private static void Write(Utf8JsonWriter json, Payment payment)
    {
        json.WriteStartObject();
        json.WriteNumber("number", payment.Number);
        json.WriteString("at", Instants.FormatZ(payment.At));
        json.WriteString("appId", payment.AppId);
        json.WriteString("subscriptionId", payment.SubscriptionId);
        json.WriteString("reason", payment.Reason.ToString().ToLowerInvariant());
        json.WriteNumber("amount", payment.Amount / 100m);
        json.WriteString("currency", SubscriptionWriter.Currency);
        json.WriteString("result", payment.IsPaid ? "paid" : "declined");
        json.WriteEndObject();
    }
}
