namespace Prilavok.Server.Reading;

/// <summary>Bounds of the members of a product, in the units they are kept in.</summary>
internal static class ProductLimits
{
    public const int Id = 64;
    public const string NoId = "must be 1 to 64 characters, no control characters among them, and neither . nor ..";
    public const int NameV1 = 100;
    public const int NameV2 = 160;
    public const int GroupNameV2 = 128;
    public const int Code = 100;
    public const int Text = 10_000;
    public const int List = 1000;
    public const int ListItem = 200;
    public const int Attributes = 200;
    public const int Choices = 500;

    /// <summary>Kopecks.</summary>
    public const long Price = 999_999_999;

    /// <summary>Thousandths.</summary>
    public const long Quantity = 9_999_999_999;

    public const long AlcoholByVolume = 99_999;
    public const long TareVolume = 999_999;
    public const int AlcoholProductKindCode = 999;

    /// <summary>
    /// An id that may be given: short, and nothing that breaks a log or a path. Whatever else is in it can be escaped; but a dot
    /// alone, or two, are a way through folders, which clients and servers walk before anybody sees them.
    /// </summary>
    public static bool IsId(string? id) => CouldBeId(id) && id is not ("." or "..");

    /// <summary>An id that may have been given some time ago, and can be asked for.</summary>
    public static bool CouldBeId(string? id) => id is { Length: > 0 and <= Id } && !id.Any(char.IsControl);
}
