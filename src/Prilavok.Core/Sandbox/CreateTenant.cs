using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Sandbox;

/// <summary>What a new tenant starts with.</summary>
public sealed record TenantSeed
{
    public IReadOnlyList<Store> Stores { get; init; } = [];

    public IReadOnlyList<Role> Roles { get; init; } = [];

    public IReadOnlyList<Employee> Employees { get; init; } = [];

    public IReadOnlyList<Terminal> Terminals { get; init; } = [];

    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>In the order they were made; asked for once the owner's id is known.</summary>
    public Func<string, IEnumerable<(Terminal Terminal, IncomingDocument Document)>> Documents { get; init; } = _ => [];
}

/// <param name="Login">Null makes one.</param>
/// <param name="Ttl">Null keeps the tenant until it is removed.</param>
/// <param name="Password">Null makes one.</param>
public sealed record NewTenant(string? Login, string? Password, TimeSpan? Ttl, TenantSeed Seed, AppSettings App, bool Install);

/// <summary>Makes a world of its own: an owner with shops, goods and a past, and an app. Nothing is told to anybody.</summary>
public sealed class CreateTenant(
    IStorage storage, IOwners owners, IStores stores, IRoles roles, IEmployees employees, ITerminals terminals, ITokens tokens,
    IProducts products, AcceptDocuments accept, IEventLog log, AddSandboxApp apps, ISandboxSecrets secrets, IAccounts accounts,
    IPasswords passwords, Ids ids, TimeProvider clock)
{
    /// <summary>Documents taken in at a time.</summary>
    private const int Chunk = 500;

    public const string PasswordName = "password";

    public static string TerminalSecret(string terminalId) => "terminal:" + Ids.Key(terminalId);

    /// <returns>The owner's id; null when the login is taken, which one made here never is.</returns>
    public async Task<string?> HandleAsync(NewTenant tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var password = tenant.Password ?? Ids.NewToken("");
        var hash = tenant.Password is null ? passwords.HashGenerated(password) : await passwords.HashAsync(password, ct);
        var account = new Account(ids.NewUuid(), default, "", hash, now);
        return await storage.AddOwnerAsync(
            async work =>
            {
                var id = await owners.NextIdAsync(work);
                var owner = new Owner(id, LoginOf(id), true, TimeSpan.Zero, now, now + tenant.Ttl);
                return await owners.AddAsync(work, owner) ? id : null;
            },
            async work =>
            {
                var person = new Person(AccountKind.Owner, work.OwnerId);
                await accounts.AddAsync(work, account with { Person = person, Login = Logins.Key(LoginOf(work.OwnerId)) });
                await secrets.SaveAsync(work, PasswordName, password);
                await FurnishAsync(work, tenant.Seed);
                await apps.HandleAsync(work, tenant.App, tenant.Install);
            },
            ct);

        string LoginOf(string ownerId) => tenant.Login ?? Logins.OfSandbox(ownerId);
    }

    private async Task FurnishAsync(IOwnerWork work, TenantSeed seed)
    {
        var kinds = seed.Roles.ToDictionary(role => role.Id, role => role.Kind, StringComparer.OrdinalIgnoreCase);
        var events = new List<NewEvent>();
        foreach (var role in seed.Roles)
        {
            await roles.SaveAsync(work, role);
            events.Add(new NewEvent(EventKind.Role, EventAction.Created, role.Id, null, new RoleFact(role)));
        }

        foreach (var store in seed.Stores)
        {
            await stores.SaveAsync(work, store);
            events.Add(new NewEvent(EventKind.Store, EventAction.Created, store.Id, store.Id, new StoreFact(store)));
        }

        foreach (var employee in seed.Employees)
        {
            await employees.SaveAsync(work, employee);
            events.Add(new NewEvent(
                EventKind.Employee, EventAction.Created, employee.Id, null, new EmployeeFact(employee, kinds[employee.RoleId])));
        }

        foreach (var terminal in seed.Terminals)
        {
            await terminals.SaveAsync(work, terminal);
            await GiveTokenAsync(work, terminal);
            events.Add(new NewEvent(EventKind.Device, EventAction.Created, terminal.Id, terminal.StoreId, new DeviceFact(terminal)));
        }

        await products.SaveAsync(work, seed.Products);
        events.AddRange(seed.Products.Select(product => ImportProducts.EventOf(product, existed: false)));
        if (events.Count > 0)
        {
            await log.AppendAsync(work, Source.System, events);
        }

        foreach (var chunk in seed.Documents(work.OwnerId).Chunk(Chunk))
        {
            await TakeInAsync(work, chunk);
        }
    }

    /// <summary>Runs of one terminal's documents go in together.</summary>
    private async Task TakeInAsync(IOwnerWork work, IReadOnlyList<(Terminal Terminal, IncomingDocument Document)> documents)
    {
        for (var start = 0; start < documents.Count;)
        {
            var terminal = documents[start].Terminal;
            var run = documents.Skip(start).TakeWhile(d => d.Terminal.Id == terminal.Id).Select(d => d.Document).ToList();
            await accept.HandleAsync(work, terminal, run);
            start += run.Count;
        }
    }

    private async Task GiveTokenAsync(IOwnerWork work, Terminal terminal)
    {
        var token = Ids.NewToken("trm_");
        await tokens.AddAsync(work, Ids.HashOf(token), new TokenBearer(TokenKind.Terminal, work.OwnerId, terminal.Id), work.Now);
        await secrets.SaveAsync(work, TerminalSecret(terminal.Id), token);
    }
}
