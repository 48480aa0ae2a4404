namespace Prilavok.Server.Api.Catalog;

/// <summary>The words the field has for types and taxes of products. New ones come with the law.</summary>
internal static class ProductVocabulary
{
    public static IReadOnlySet<string> Types { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "NORMAL", "SERVICE", "ALCOHOL_MARKED", "ALCOHOL_NOT_MARKED",
        "TOBACCO_MARKED", "SHOES_MARKED", "MEDICINE_MARKED", "TYRES_MARKED", "PERFUME_MARKED", "PHOTOS_MARKED", "LIGHT_INDUSTRY_MARKED",
        "TOBACCO_PRODUCTS_MARKED", "DAIRY_MARKED", "WATER_MARKED", "BIKE_MARKED", "JEWELRY_MARKED", "FUR_MARKED", "LOTTERY_TICKET",
        "LOTTERY_PRIZE", "BEER_MARKED_KEG", "ANTISEPTIC_MARKED", "DIETARY_SUPPLEMENTS_MARKED", "BEER_MARKED", "JUICE_MARKED",
        "WHEELCHAIRS_MARKED", "MEDICAL_DEVICES_MARKED", "NOT_ALCOHOL_BEER_MARKED", "CAVIAR_MARKED", "GROCERIES_MARKED", "PRESERVES_MARKED",
        "PET_FOOD_MARKED", "VETERINARY_MARKED", "VEGETABLE_OIL_MARKED", "TOBACCO_STICKS_MARKED", "FURSLP_MARKED", "AUTO_FLUIDS_MARKED",
        "CHEMICALS_MARKED",
    };

    public static IReadOnlySet<string> Taxes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "NO_VAT", "VAT_0", "VAT_10", "VAT_10_110", "VAT_18", "VAT_18_118", "VAT_20", "VAT_20_120", "VAT_5", "VAT_5_105", "VAT_7", "VAT_7_107",
        "VAT_22", "VAT_22_122",
    };

    public static bool IsAlcohol(string? type) => type is "ALCOHOL_MARKED" or "ALCOHOL_NOT_MARKED";
}
