using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Catalog;

/// <summary>A product as a service's own catalogue knows it. Null members are unknown to it.</summary>
/// <param name="AlcoholByVolume">Thousandths of a percent.</param>
/// <param name="TareVolume">Thousandths of a litre.</param>
public sealed record Commodity(
    string Name,
    IReadOnlyList<string> AlcCodes,
    IReadOnlyList<string> ScanCodes,
    long? AlcoholByVolume,
    long? AlcoholProductKindCode,
    long? TareVolume,
    string? Measure);

/// <param name="StoreId">Where it is asked.</param>
/// <param name="AlcCode">Null when the goods bear none.</param>
public sealed record CommodityQuestion(string StoreId, string ScanCode, string? AlcCode);

/// <summary>Third-party services that know goods by their barcodes.</summary>
public interface ICommodityServices
{
    Task<CommodityAnswer> AskAsync(Owner owner, App app, Installation installation, CommodityQuestion question, CancellationToken ct);
}
