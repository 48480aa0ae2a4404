namespace Prilavok.Contracts.Terminal;

/// <summary>A product as a service knows it. Null is unknown to it.</summary>
/// <param name="AlcCodes">Codes of the alcohol register.</param>
/// <param name="ScanCodes">Barcodes.</param>
/// <param name="AlcoholByVolume">Percent.</param>
/// <param name="TareVolume">Litres.</param>
/// <param name="Measure">Unit.</param>
public sealed record Commodity(
    string Name,
    IReadOnlyList<string> AlcCodes,
    IReadOnlyList<string> ScanCodes,
    decimal? AlcoholByVolume,
    decimal? AlcoholProductKindCode,
    decimal? TareVolume,
    string? Measure);
