using Prilavok.Core.Employees;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Goods;

namespace Prilavok.Server.Demo;

/// <summary>Where the demo shop sells, at which terminals, and who works there.</summary>
internal sealed record Premises(
    IReadOnlyList<Store> Stores, IReadOnlyList<Terminal> Terminals, IReadOnlyList<Role> Roles, IReadOnlyList<Employee> Employees)
{
    /// <summary>Part of the ids. It does not follow the clock: the ids are the same whenever the shop is made.</summary>
    private const string IdDay = "20200110";

    public Employee Administrator => Employees[0];

    /// <param name="opened">When all of it came to be.</param>
    public static Premises Build(Dice dice, TimeSpan timezone, DateTimeOffset opened)
    {
        Store Shop(string name, string address) => new(dice.FieldGuid(IdDay), name, address, opened, opened);
        Terminal Till(string name, Store store, string model) =>
            new(dice.FieldGuid(IdDay), name, store.Id, timezone, null, opened, opened)
            {
                Imei = CheckDigits.Imei("35" + dice.Digits(12)),
                FirmwareVersion = "4.21.3",
                SerialNumber = "003074" + dice.Digits(8),
                Model = model,
            };

        var first = Shop("Прилавок на Садовой", "г. Тула, ул. Садовая, д. 14");
        var second = Shop("Прилавок у вокзала", "г. Тула, Вокзальная площадь, д. 3");
        var administrator = new Role(dice.FieldGuid(IdDay), "Администратор", RoleKind.Admin, EmployeeRights.All, opened, opened);
        var cashier = new Role(dice.FieldGuid(IdDay), "Кассир", RoleKind.Cashier, EmployeeRights.Cashier, opened, opened);
        Employee Person(string name, string lastName, string patronymic, long phone, Role role, params IReadOnlyList<Store> stores) =>
            new(dice.FieldGuid(IdDay), name, lastName, patronymic, phone, role.Id, [.. stores.Select(store => store.Id)], opened, opened);

        return new Premises(
            [first, second],
            [Till("Касса 1, Садовая", first, "7_3"), Till("Касса 2, Садовая", first, "5_I"), Till("Касса у вокзала", second, "10")],
            [administrator, cashier],
            [
                Person("Ирина", "Соколова", "Викторовна", 79000000001, administrator, first, second),
                Person("Олег", "Морозов", "Андреевич", 79000000002, cashier, first),
                Person("Анна", "Лебедева", "Сергеевна", 79000000003, cashier, first),
                Person("Павел", "Козлов", "Игоревич", 79000000004, cashier, second),
            ]);
    }

    public IReadOnlyList<string> CashiersOf(Terminal terminal) =>
        [.. Employees.Skip(1).Where(employee => employee.StoreIds.Contains(terminal.StoreId)).Select(employee => employee.Id)];
}
