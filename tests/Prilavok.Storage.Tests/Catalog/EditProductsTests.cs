using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class EditProductsTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_replaced_product_keeps_when_it_was_made_how_its_id_is_spelled_and_what_only_v1_can_say()
    {
        var shop = await Shop.OpenAsync(Node);
        var made = Now;
        var first = Good("AbC") with { Attributes = new Dictionary<string, string> { ["size"] = "L" }, HasVariants = false, Description = "old" };
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, [first], WireFormat.V2, Ct);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        await PutAsync(shop, Good("aBc") with { Name = "Coffee", Price = 99 });

        var kept = (await FindAsync(shop, "ABC"))!;
        Assert.Equal("AbC", kept.Id);
        Assert.Equal(made, kept.CreatedAt);
        Assert.Equal(Now, kept.UpdatedAt);
        Assert.Equal("Coffee", kept.Name);
        Assert.Null(kept.Description);
        Assert.Equal("L", kept.Attributes!["size"]);
        Assert.False(kept.HasVariants);
        Assert.Equal(shop.Store.Id, kept.StoreId);
    }

    [Theory]
    [InlineData(QuantityRule.AsGiven, 7L, 7L)]
    [InlineData(QuantityRule.AsGiven, null, null)]
    [InlineData(QuantityRule.KeptWhenOmitted, 7L, 7L)]
    [InlineData(QuantityRule.KeptWhenOmitted, null, 3L)]
    [InlineData(QuantityRule.Kept, 7L, 3L)]
    [InlineData(QuantityRule.Kept, null, 3L)]
    public async Task The_stock_of_a_replaced_product_follows_the_rule(QuantityRule rule, long? given, long? expected)
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("a", quantity: 3));

        await EditAsync(shop, new ProductEdit.Replace(Good("a", quantity: given), rule, SkipUnchanged: false));
        await EditAsync(shop, new ProductEdit.Replace(Good("b", quantity: given), rule, SkipUnchanged: false));

        Assert.Equal(expected, (await FindAsync(shop, "a"))!.Quantity);
        Assert.Equal(rule == QuantityRule.Kept ? 0 : given, (await FindAsync(shop, "b"))!.Quantity);
    }

    [Fact]
    public async Task A_new_product_has_the_id_it_wishes_for_when_that_is_a_uuid_nobody_has()
    {
        var shop = await Shop.OpenAsync(Node);
        var wished = Uuid();
        await PutAsync(shop, Group("group"));

        var outcomes = await EditAsync(
            shop,
            Create(Good(wished)),
            Create(Good(wished.ToUpperInvariant())),
            Create(Good("no-uuid")),
            Create(Good("")),
            Create(Good("group")));

        var ids = outcomes.Cast<EditOutcome.Saved>().Select(saved => saved.Product.Id).ToList();
        Assert.Equal(wished, ids[0]);
        Assert.Equal(5, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, id => Assert.True(Guid.TryParseExact(id, "D", out _)));
        Assert.True((await FindAsync(shop, "group"))!.IsGroup);

        static ProductEdit Create(Product product) => new ProductEdit.Create(product, QuantityRule.AsGiven);
    }

    [Fact]
    public async Task Of_several_edits_of_one_id_the_last_is_kept_and_told_once()
    {
        var shop = await Shop.OpenAsync(Node);
        var head = await HeadAsync(shop);

        var outcomes = await PutAsync(shop, Good("a") with { Price = 1 }, Good("b"), Good("A") with { Price = 2 });

        Assert.Equal([1L, 1050L, 2L], outcomes.Cast<EditOutcome.Saved>().Select(saved => saved.Product.Price));
        Assert.Equal(2, (await FindAsync(shop, "a"))!.Price);
        Assert.Equal([(EventAction.Created, "a"), (EventAction.Created, "b")], await EventsAsync(shop, head));
    }

    [Fact]
    public async Task What_cannot_be_edited_takes_nothing_else_with_it()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("good"), Group("group"));
        var head = await HeadAsync(shop);

        var outcomes = await EditAsync(
            shop,
            new ProductEdit.Replace(Group("good"), QuantityRule.AsGiven, false),
            new ProductEdit.Replace(Good("group"), QuantityRule.AsGiven, false),
            new ProductEdit.Change("group", IsGroup: false, product => product with { Price = 1 }),
            new ProductEdit.Change("nobody", IsGroup: false, product => product with { Price = 1 }),
            new ProductEdit.Change("GOOD", IsGroup: false, product => product with { Price = 1 }));

        Assert.IsType<EditOutcome.OtherKind>(outcomes[0]);
        Assert.IsType<EditOutcome.OtherKind>(outcomes[1]);
        Assert.IsType<EditOutcome.OtherKind>(outcomes[2]);
        Assert.IsType<EditOutcome.Unknown>(outcomes[3]);
        Assert.Equal(1, Assert.IsType<EditOutcome.Saved>(outcomes[4]).Product.Price);
        Assert.Equal([(EventAction.Updated, "good")], await EventsAsync(shop, head));
    }

    [Fact]
    public async Task What_says_the_same_moves_the_time_of_change_unless_it_is_skipped()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("a"));
        var first = Now;
        var head = await HeadAsync(shop);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        await EditAsync(shop, new ProductEdit.Replace(Good("a"), QuantityRule.AsGiven, SkipUnchanged: true));
        Assert.Equal(first, (await FindAsync(shop, "a"))!.UpdatedAt);
        Assert.Empty(await EventsAsync(shop, head));

        await EditAsync(shop, new ProductEdit.Replace(Good("a"), QuantityRule.AsGiven, SkipUnchanged: false));
        Assert.Equal(Now, (await FindAsync(shop, "a"))!.UpdatedAt);
        Assert.Equal([(EventAction.Updated, "a")], await EventsAsync(shop, head));
    }

    [Fact]
    public async Task In_a_store_that_is_not_there_nothing_can_be_edited()
    {
        var shop = await Shop.OpenAsync(Node);

        Assert.Null(await Node.Get<EditProducts>().HandleAsync(
            shop.OwnerId, Writer, "elsewhere", [new ProductEdit.Replace(Good("a"), QuantityRule.AsGiven, false)], Ct));
        Assert.Null((await Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, "elsewhere", false, ["a"], false, Ct)));
    }
}

public sealed class SqliteEditProductsTests : EditProductsTests<SqliteFixture>;

public sealed class PostgreSqlEditProductsTests : EditProductsTests<PostgreSqlFixture>;
