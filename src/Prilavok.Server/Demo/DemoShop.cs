using Prilavok.Core.Catalog;
using Prilavok.Core.Employees;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Days;
using Prilavok.Server.Demo.Goods;

namespace Prilavok.Server.Demo;

/// <summary>
/// A small chain with a past: 2 stores, 3 terminals, 4 employees; the same 200 products in 10 groups in each store; and the
/// documents of 30 closed days and of today up to now. One seed gives the same shop always, only its dates follow the clock.
/// The products are as they were on the first morning: taking in the documents brings stock and prices up to date.
/// </summary>
internal sealed class DemoShop
{
    /// <summary>Days before today.</summary>
    public const int Days = 30;

    private static readonly TimeSpan Timezone = TimeSpan.FromHours(3);

    private readonly ulong _seed;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _midnight;
    private readonly Premises _premises;

    private DemoShop(ulong seed, DateTimeOffset now)
    {
        _seed = seed;
        _now = now;
        _midnight = new DateTimeOffset(now.ToOffset(Timezone).Date, Timezone).AddDays(-Days);
        var dice = new Dice(seed);
        var opened = _midnight.AddHours(6).ToUniversalTime();
        _premises = Premises.Build(dice, Timezone, opened);
        var catalogue = Catalogue.Build(dice, opened);
        Products = [.. Stores.SelectMany(store => Catalogue.In(store.Id, catalogue, dice))];
    }

    public IReadOnlyList<Store> Stores => _premises.Stores;

    public IReadOnlyList<Role> Roles => _premises.Roles;

    public IReadOnlyList<Employee> Employees => _premises.Employees;

    public IReadOnlyList<Terminal> Terminals => _premises.Terminals;

    /// <summary>Of all stores, groups before what is in them.</summary>
    public IReadOnlyList<Product> Products { get; }

    public static DemoShop Build(ulong seed, DateTimeOffset now) => new(seed, now);

    /// <summary>In the order of closing, over all terminals. Made anew, and the same, each time it is asked for.</summary>
    public IEnumerable<MadeDocument> Documents()
    {
        // Not the dice of the goods: a change to the assortment leaves the ids of documents as they are.
        var dice = new Dice(~_seed);
        var shelves = Stores.ToDictionary(
            store => store.Id, store => new Shelf([.. Products.Where(product => product.StoreId == store.Id)]), StringComparer.Ordinal);
        var administrator = _premises.Administrator.Id;
        var tills = Terminals.Select(
            terminal => new Till(terminal, shelves[terminal.StoreId], _premises.CashiersOf(terminal), administrator, dice));
        return new History([.. tills], dice).Run(_midnight, _now);
    }
}
