using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Partners;

/// <summary>Asks a service for a product by its barcode.</summary>
internal sealed class CommodityClient(OutgoingHttp http, IOptions<DeliveryOptions> options) : ICommodityServices
{
    private const int LongestText = 1000;
    private const int MostCodes = 100;

    /// <summary>Scaled by a thousand.</summary>
    private const long Most = 1_000_000_000_000;

    public async Task<CommodityAnswer> AskAsync(Owner owner, App app, Installation installation, CommodityQuestion question, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(app.Settings.CommoditiesUrl!, question));
        request.Headers.TryAddWithoutValidation("Accept", Json.MediaType);
        request.Headers.TryAddWithoutValidation("X-Evotor-User-Id", owner.Id);
        if (Credentials.Of(app.Settings, installation) is { } authorization)
        {
            if (!authorization.IsOpen)
            {
                return new CommodityAnswer(null, SecretClosedException.Words);
            }

            request.Headers.TryAddWithoutValidation("Authorization", authorization.TextOrNull);
        }

        var way = Way.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var response = await http.SendAsync(request, owner, app.Id, way, limit.Token);
            return (int)response.StatusCode switch
            {
                StatusCodes.Status200OK when await PartnerAnswer.ReadAsync(response, limit.Token) is { } answer && Understand(answer) is { } known =>
                    new CommodityAnswer(known, null),
                StatusCodes.Status200OK => new CommodityAnswer(null, "The service answered with nothing that describes goods."),
                StatusCodes.Status404NotFound => new CommodityAnswer(null, null),
                var status =>
                    new CommodityAnswer(null, string.Create(CultureInfo.InvariantCulture, $"The service answered with the status {status}.")),
            };
        }
        catch (Exception e) when ((e is OperationCanceledException && limit.IsCancellationRequested) || CallFault.IsOne(e))
        {
            return new CommodityAnswer(null, http.FaultOf(e, request, way, options.Value.Timeout).Sentence + ".");
        }
    }

    /// <summary>The question goes before a fragment, which is not sent.</summary>
    private static string AddressOf(string url, CommodityQuestion question)
    {
        var address = url.Split('#')[0].Replace(ServiceAddress.StorePlaceholder, Uri.EscapeDataString(question.StoreId), StringComparison.Ordinal);
        return address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "scanCode=" + Uri.EscapeDataString(question.ScanCode)
            + (question.AlcCode is { } alcCode ? "&alcCode=" + Uri.EscapeDataString(alcCode) : "");
    }

    private static Commodity? Understand(JsonElement answer) => Text(answer, "name") is { Length: > 0 } name
        ? new Commodity(
            name,
            Codes(answer, "alcCodes"),
            Codes(answer, "scanCodes"),
            Number(answer, "alcoholByVolume", 3),
            Number(answer, "alcoholProductKindCode", 0),
            Number(answer, "tareVolume", 3),
            Text(answer, "measure"))
        : null;

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && PartnerAnswer.TextOf(value) is { Length: <= LongestText } text ? text : null;

    private static long? Number(JsonElement answer, string name, int scale) =>
        answer.TryGetProperty(name, out var value) && Decimals.TryRead(value, scale, Most, out var number) && number >= 0 ? number : null;

    /// <summary>Codes are written as texts or as numbers, and one alone without a list.</summary>
    private static IReadOnlyList<string> Codes(JsonElement answer, string name)
    {
        if (!answer.TryGetProperty(name, out var value))
        {
            return [];
        }

        var codes = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(PartnerAnswer.TextOf) : [PartnerAnswer.TextOf(value)];
        return [.. codes.OfType<string>().Where(code => code.Length is > 0 and <= LongestText).Take(MostCodes)];
    }
}
