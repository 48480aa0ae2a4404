namespace Prilavok.Core.Catalog;

/// <summary>
/// A product, a group of products or a modification, in one store. Its id is an opaque string, unique within the store.
/// A null means "not given": the wire formats differ in how they say that.
/// </summary>
public sealed record Product
{
    public required string StoreId { get; init; }

    public required string Id { get; init; }

    public required bool IsGroup { get; init; }

    public required string Name { get; init; }

    /// <summary>The enclosing group, as received; null at the root. It need not exist.</summary>
    public string? ParentId { get; init; }

    public string? Code { get; init; }

    /// <summary>NORMAL, SERVICE, ALCOHOL_MARKED …; null for groups.</summary>
    public string? Type { get; init; }

    /// <summary>Kopecks.</summary>
    public long? Price { get; init; }

    /// <summary>Kopecks.</summary>
    public long? CostPrice { get; init; }

    /// <summary>Stock in thousandths of the measure; may be negative.</summary>
    public long? Quantity { get; init; }

    public string? MeasureName { get; init; }

    public string? Tax { get; init; }

    public bool? AllowToSell { get; init; }

    public string? Description { get; init; }

    public string? ArticleNumber { get; init; }

    public IReadOnlyList<string>? Barcodes { get; init; }

    /// <summary>19-digit codes of the alcohol register.</summary>
    public IReadOnlyList<string>? AlcoCodes { get; init; }

    /// <summary>Thousandths of a percent.</summary>
    public long? AlcoholByVolume { get; init; }

    public int? AlcoholProductKindCode { get; init; }

    /// <summary>Thousandths of a litre.</summary>
    public long? TareVolume { get; init; }

    /// <summary>What makes a modification, in v1: name to value.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What makes a modification, in v2: attribute id to choice id.</summary>
    public IReadOnlyDictionary<string, string>? AttributesChoices { get; init; }

    /// <summary>What modifications of this group differ in; not null makes the group a container of modifications.</summary>
    public IReadOnlyList<GroupAttribute>? GroupAttributes { get; init; }

    /// <summary>v1's mark of a container of modifications; null when it was not given.</summary>
    public bool? HasVariants { get; init; }

    public string? ClassificationCode { get; init; }

    public long? QuantityInPackage { get; init; }

    public bool? IsExcisable { get; init; }

    public bool? IsAgeLimited { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Equal in all but the times. Lists and maps are compared by what they hold.</summary>
    public bool SaysTheSameAs(Product other) =>
        Plain() with { UpdatedAt = other.UpdatedAt, CreatedAt = other.CreatedAt } == other.Plain()
        && Same(Barcodes, other.Barcodes, static (a, b) => a == b)
        && Same(AlcoCodes, other.AlcoCodes, static (a, b) => a == b)
        && Same(Attributes, other.Attributes)
        && Same(AttributesChoices, other.AttributesChoices)
        && Same(
            GroupAttributes,
            other.GroupAttributes,
            static (a, b) => a.Id == b.Id && a.Name == b.Name && Same(a.Choices, b.Choices, static (x, y) => x == y));

    /// <summary>
    /// This in place of <paramref name="former"/>. What only the other version of the wire can say stays: who writes in this one
    /// cannot mean to remove it.
    /// </summary>
    public Product Succeeding(Product? former, WireFormat said) => (former, said) switch
    {
        (null, _) => this,
        _ when former.IsGroup != IsGroup => this,
        (_, WireFormat.V2) => this with
        {
            Attributes = former.Attributes,
            HasVariants = GroupAttributes is null ? former.HasVariants : null,
        },
        _ => this with
        {
            Quantity = Quantity == 0 && former.Quantity is null ? null : Quantity, // Of a product without any, v1 says zero.
            AttributesChoices = former.AttributesChoices,
            GroupAttributes = HasVariants == false ? null : former.GroupAttributes,
            HasVariants = HasVariants == true && former.GroupAttributes is not null ? former.HasVariants : HasVariants,
            ClassificationCode = Type == former.Type ? former.ClassificationCode : null, // Not every type may have one.
            QuantityInPackage = former.QuantityInPackage,
            IsExcisable = former.IsExcisable,
            IsAgeLimited = former.IsAgeLimited,
        },
    };

    private Product Plain() =>
        this with { Barcodes = null, AlcoCodes = null, Attributes = null, AttributesChoices = null, GroupAttributes = null };

    private static bool Same<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b, Func<T, T, bool> equal)
    {
        if (a is null || b is null)
        {
            return a is null && b is null;
        }

        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            if (!equal(a[i], b[i]))
            {
                return false;
            }
        }

        return a.Count == b.Count;
    }

    private static bool Same(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b) =>
        a is null || b is null
            ? a is null && b is null
            : a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

public sealed record GroupAttribute(string Id, string Name, IReadOnlyList<AttributeChoice> Choices);

public sealed record AttributeChoice(string Id, string Name);
