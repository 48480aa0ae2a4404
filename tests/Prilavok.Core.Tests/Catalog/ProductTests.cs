using System.Reflection;
using Prilavok.Core.Catalog;
using Xunit;

namespace Prilavok.Core.Tests.Catalog;

/// <summary>Over every member there is: a new one is covered as soon as it exists.</summary>
public sealed class ProductTests
{
    private static readonly string[] Times = [nameof(Product.CreatedAt), nameof(Product.UpdatedAt)];

    public static TheoryData<string> Members => [.. typeof(Product).GetProperties().Select(property => property.Name).Except(Times)];

    public static TheoryData<string> OptionalMembers => [.. typeof(Product).GetProperties()
        .Where(property => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable)
        .Select(property => property.Name)];

    [Fact]
    public void A_product_made_again_from_the_same_values_says_the_same() => Assert.True(Full().SaysTheSameAs(Full()));

    [Theory]
    [MemberData(nameof(Members))]
    public void Another_value_of_any_member_says_something_else(string member)
    {
        var other = Full(member, variant: 1);

        Assert.False(Full().SaysTheSameAs(other));
        Assert.False(other.SaysTheSameAs(Full()));
    }

    [Theory]
    [MemberData(nameof(OptionalMembers))]
    public void Not_given_says_something_else_than_given(string member)
    {
        var other = Full();
        typeof(Product).GetProperty(member)!.SetValue(other, null);

        Assert.False(Full().SaysTheSameAs(other));
        Assert.False(other.SaysTheSameAs(Full()));
    }

    [Fact]
    public void Times_say_nothing()
    {
        var later = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.True(Full().SaysTheSameAs(Full() with { CreatedAt = later, UpdatedAt = later }));
    }

    [Fact]
    public void The_order_of_a_list_says_something_and_that_of_a_map_does_not()
    {
        var product = Full() with { Barcodes = ["1", "2"], Attributes = new Dictionary<string, string> { ["size"] = "42", ["colour"] = "red" } };

        Assert.False(product.SaysTheSameAs(product with { Barcodes = ["2", "1"] }));
        Assert.True(product.SaysTheSameAs(
            product with { Attributes = new Dictionary<string, string> { ["colour"] = "red", ["size"] = "42" } }));
    }

    [Fact]
    public void A_list_that_goes_on_says_something_else()
    {
        var product = Full() with { Barcodes = ["1"], Attributes = new Dictionary<string, string> { ["size"] = "42" } };

        Assert.False(product.SaysTheSameAs(product with { Barcodes = ["1", "2"] }));
        Assert.False(product.SaysTheSameAs(product with { Barcodes = [] }));
        Assert.False(product.SaysTheSameAs(product with { Attributes = new Dictionary<string, string> { ["colour"] = "42" } }));
        Assert.False(product.SaysTheSameAs(product with { Attributes = new Dictionary<string, string>() }));
    }

    [Fact]
    public void Every_part_of_an_attribute_says_something()
    {
        var product = With(new GroupAttribute("size", "Size", [new AttributeChoice("s", "Small"), new AttributeChoice("l", "Large")]));

        Assert.False(product.SaysTheSameAs(With(new GroupAttribute("sizes", "Size", [new AttributeChoice("s", "Small"), new AttributeChoice("l", "Large")]))));
        Assert.False(product.SaysTheSameAs(With(new GroupAttribute("size", "Sizes", [new AttributeChoice("s", "Small"), new AttributeChoice("l", "Large")]))));
        Assert.False(product.SaysTheSameAs(With(new GroupAttribute("size", "Size", [new AttributeChoice("s", "Small")]))));
        Assert.False(product.SaysTheSameAs(With(new GroupAttribute("size", "Size", [new AttributeChoice("s", "Small"), new AttributeChoice("l", "Big")]))));

        static Product With(GroupAttribute attribute) => Full() with { GroupAttributes = [attribute] };
    }

    /// <summary>A product with a value in every member; <paramref name="member"/> has another of the same kind.</summary>
    private static Product Full(string? member = null, int variant = 0)
    {
        var product = new Product { StoreId = "", Id = "", IsGroup = false, Name = "" };
        foreach (var property in typeof(Product).GetProperties())
        {
            property.SetValue(product, ValueOf(property.PropertyType, property.Name == member ? variant : 0));
        }

        return product;
    }

    private static object ValueOf(Type type, int variant)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind switch
        {
            _ when kind == typeof(string) => $"text {variant}",
            _ when kind == typeof(bool) => variant == 0,
            _ when kind == typeof(int) => 10 + variant,
            _ when kind == typeof(long) => 10L + variant,
            _ when kind == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(variant),
            _ when kind == typeof(IReadOnlyList<string>) => new List<string> { $"item {variant}" },
            _ when kind == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string> { ["name"] = $"value {variant}" },
            _ when kind == typeof(IReadOnlyList<GroupAttribute>) =>
                new List<GroupAttribute> { new("id", "name", [new AttributeChoice("choice", $"name {variant}")]) },
            _ => throw new NotSupportedException($"Say here how a {kind} is filled."),
        };
    }
}
