namespace Prilavok.Core.Catalog;

/// <summary>What becomes of the stock when a product is written whole.</summary>
public enum QuantityRule
{
    /// <summary>It becomes what is given, and none when none is given.</summary>
    AsGiven,

    /// <summary>As <see cref="AsGiven"/>, but it stays when none is given.</summary>
    KeptWhenOmitted,

    /// <summary>The writer has no say in it: it stays, and is zero for a new product.</summary>
    Kept,
}

/// <summary>What a caller wants of one product or group.</summary>
/// <param name="Id">Opaque. It may be empty where the cloud may choose.</param>
public abstract record ProductEdit(string Id, bool IsGroup)
{
    /// <summary>A new one in any case. Its id is taken when it is a uuid that nothing in the store has.</summary>
    public sealed record Create(Product Product, QuantityRule Quantity) : ProductEdit(Product.Id, Product.IsGroup);

    /// <summary>Makes it, or replaces it whole. The time it was made and its spelling of the id stay.</summary>
    /// <param name="SkipUnchanged">What says the same as what is kept is left alone, its time of change too.</param>
    public sealed record Replace(Product Product, QuantityRule Quantity, bool SkipUnchanged) : ProductEdit(Product.Id, Product.IsGroup);

    /// <summary>Changes some members of one that exists.</summary>
    public sealed record Change(string Id, bool IsGroup, Func<Product, Product> With) : ProductEdit(Id, IsGroup);
}

public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    public sealed record Saved(Product Product) : EditOutcome;

    /// <summary>There is nothing of this id to change.</summary>
    public sealed record Unknown : EditOutcome;

    /// <summary>The id belongs to a group where a product was meant, or the other way round; nothing was changed.</summary>
    public sealed record OtherKind : EditOutcome;
}
