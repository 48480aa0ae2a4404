using System.Globalization;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// Which fiscal documents are asked for. Stores and devices go by the operator's number; live clients give the cloud's own id,
/// and call the other parameters <c>from</c>, <c>to</c> and <c>type</c>: both work.
/// </summary>
/// <param name="Since">Closed at or after.</param>
/// <param name="Until">Closed before.</param>
internal sealed record OfdQuery(
    IReadOnlyList<Store> Stores, string? DeviceId, DateTimeOffset Since, DateTimeOffset Until, IReadOnlyCollection<string> Types)
{
    private const string NoNumber = "must be a number of the list, or an id";

    /// <param name="fault">What is wrong, when the answer is null.</param>
    public static OfdQuery? Read(
        HttpContext http, IReadOnlyList<Store> stores, IReadOnlyList<Terminal> devices, DateTimeOffset now, out FaultV1 fault)
    {
        var ask = http.Request.Query;
        fault = Fault("storeId", http.GetRouteValue("storeId") as string ?? ask["storeId"].ToString(), NoNumber);
        if (Find(fault.Value, stores, store => store.Id) is not { } chosenStores)
        {
            return null;
        }

        fault = Fault("deviceId", ask["deviceId"].ToString(), NoNumber);
        if (Find(fault.Value, devices, device => device.Id) is not { } chosenDevices)
        {
            return null;
        }

        fault = Fault("toDate", First(ask, "toDate", "to"), DocumentPeriodV1.NoTime);
        if (!TryRead(fault.Value!, now, out var until) || until <= DateTimeOffset.MinValue.AddMonths(1))
        {
            return null;
        }

        fault = Fault("fromDate", First(ask, "fromDate", "from"), DocumentPeriodV1.NoTime);
        if (!TryRead(fault.Value!, until.AddMonths(-1), out var since))
        {
            return null;
        }

        if (since > until)
        {
            fault = fault with { Reason = "must not be after toDate" };
            return null;
        }

        // A device that was removed is not in the list, but its documents may be asked for by the id it had.
        var device = ask["deviceId"].ToString();
        var deviceId = device.Length == 0 ? null : chosenDevices is [var known] ? known.Id : device;
        return new OfdQuery(chosenStores, deviceId, since, until, TypesOf(http.Request));
    }

    private static FaultV1 Fault(string subject, string value, string reason) => new(ErrorsV1.Invalid, subject, value) { Reason = reason };

    /// <returns>All when nothing is asked for; none when the number is nobody's; null when it is neither a number nor an id.</returns>
    private static IReadOnlyList<T>? Find<T>(string? asked, IReadOnlyList<T> all, Func<T, string> idOf)
    {
        if (string.IsNullOrEmpty(asked))
        {
            return all;
        }

        if (all.FirstOrDefault(one => string.Equals(idOf(one), asked, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return [named];
        }

        if (asked.All(char.IsAsciiDigit))
        {
            return long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [
                .. all.Where(one => OfdNumbers.Of(idOf(one)) == number)] : [];
        }

        return Guid.TryParseExact(asked, "D", out _) ? [] : null;
    }

    private static string First(IQueryCollection ask, string name, string alias) =>
        ask[name].ToString() is { Length: > 0 } given ? given : ask[alias].ToString();

    private static bool TryRead(string text, DateTimeOffset otherwise, out DateTimeOffset at)
    {
        at = otherwise;
        return text.Length == 0 || Instants.TryParse(text, out at);
    }

    /// <summary>Of those there are; all when none is named.</summary>
    private static IReadOnlyCollection<string> TypesOf(HttpRequest request)
    {
        var asked = request.QueryList("docType").Concat(request.QueryList("type")).Select(type => type.ToUpperInvariant()).ToList();
        return asked.Count == 0 ? OfdReceiptWriter.Types : [.. asked.Intersect(OfdReceiptWriter.Types)];
    }
}
