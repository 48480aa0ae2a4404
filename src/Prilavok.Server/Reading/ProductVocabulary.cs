using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Reading;

/// <summary>The words the field has for types and taxes of products. New ones come with the law, so the configuration may add some.</summary>
internal sealed class ProductVocabulary(IOptions<CatalogueOptions> options)
{
    private static readonly string[] KnownTypes =
    [
        "NORMAL", "SERVICE", "ALCOHOL_MARKED", "ALCOHOL_NOT_MARKED",
        "TOBACCO_MARKED", "SHOES_MARKED", "MEDICINE_MARKED", "TYRES_MARKED", "PERFUME_MARKED", "PHOTOS_MARKED", "LIGHT_INDUSTRY_MARKED",
        "TOBACCO_PRODUCTS_MARKED", "DAIRY_MARKED", "WATER_MARKED", "BIKE_MARKED", "JEWELRY_MARKED", "FUR_MARKED", "LOTTERY_TICKET",
        "LOTTERY_PRIZE", "BEER_MARKED_KEG", "ANTISEPTIC_MARKED", "DIETARY_SUPPLEMENTS_MARKED", "BEER_MARKED", "JUICE_MARKED",
        "WHEELCHAIRS_MARKED", "MEDICAL_DEVICES_MARKED", "NOT_ALCOHOL_BEER_MARKED", "CAVIAR_MARKED", "GROCERIES_MARKED", "PRESERVES_MARKED",
        "PET_FOOD_MARKED", "VETERINARY_MARKED", "VEGETABLE_OIL_MARKED", "TOBACCO_STICKS_MARKED", "FURSLP_MARKED", "AUTO_FLUIDS_MARKED",
        "CHEMICALS_MARKED",
    ];

    private static readonly string[] KnownTaxes =
    [
        "NO_VAT", "VAT_0", "VAT_10", "VAT_10_110", "VAT_18", "VAT_18_118", "VAT_20", "VAT_20_120", "VAT_5", "VAT_5_105", "VAT_7", "VAT_7_107",
        "VAT_22", "VAT_22_122",
    ];

    private static readonly FrozenSet<string> Classified = FrozenSet.ToFrozenSet(
        [
            "NORMAL", "DAIRY_MARKED", "WATER_MARKED", "JEWELRY_MARKED", "FUR_MARKED", "BIKE_MARKED", "LOTTERY_TICKET", "LOTTERY_PRIZE",
            "DIETARY_SUPPLEMENTS_MARKED", "JUICE_MARKED", "MEDICAL_DEVICES_MARKED", "WHEELCHAIRS_MARKED", "FURSLP_MARKED",
            "AUTO_FLUIDS_MARKED", "CHEMICALS_MARKED",
        ],
        StringComparer.Ordinal);

    public IReadOnlySet<string> Types { get; } = KnownTypes.Concat(options.Value.MoreTypes).ToFrozenSet(StringComparer.Ordinal);

    public IReadOnlySet<string> Taxes { get; } = KnownTaxes.Concat(options.Value.MoreTaxes).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Products of the type may have a commodity code.</summary>
    public static bool HasClassification(string type) => Classified.Contains(type);

    public static bool IsAlcohol(string? type) => type is "ALCOHOL_MARKED" or "ALCOHOL_NOT_MARKED";
}
