using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo;
using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Sandbox;

/// <summary>What tenants start with.</summary>
internal sealed class Seeds(IStorage storage, IOwners owners, CreateTenant create, Ids ids, TimeProvider clock)
{
    public const string DemoLogin = "demo@sandbox.local";

    private const ulong DemoSeed = 20_170_228;

    public Task<string?> DemoOwnerAsync(CancellationToken ct) =>
        storage.ReadAsync(async s => (await owners.FindByLoginAsync(s, DemoLogin))?.Id, ct);

    /// <summary>The demo shop, made at the first start, by the first of several nodes.</summary>
    public async Task<string> EnsureDemoAsync(CancellationToken ct) =>
        await DemoOwnerAsync(ct)
        ?? await create.HandleAsync(
            new NewTenant(DemoLogin, null, null, Demo(), new Core.Apps.AppSettings { Name = "Demo app" }, Install: true), ct)
        ?? (await DemoOwnerAsync(ct))!;

    /// <summary>Only what every account has: the preset roles.</summary>
    public TenantSeed Empty() => new() { Roles = PresetRoles.Make(ids, clock.GetUtcNow()) };

    public TenantSeed Demo()
    {
        var shop = DemoShop.Build(DemoSeed, clock.GetUtcNow());
        var terminals = shop.Terminals.ToDictionary(terminal => terminal.Id, StringComparer.Ordinal);
        return new TenantSeed
        {
            Stores = shop.Stores,
            Roles = shop.Roles,
            Employees = shop.Employees,
            Terminals = shop.Terminals,
            Products = shop.Products,
            Documents = ownerId =>
                shop.Documents().Select(made => (terminals[made.TerminalId], Read(ownerId, terminals[made.TerminalId], made.Json))),
        };
    }

    /// <summary>Through the reader every terminal's documents go through.</summary>
    private static IncomingDocument Read(string ownerId, Terminal terminal, byte[] json)
    {
        using var parsed = JsonDocument.Parse(json);
        var element = parsed.RootElement;
        var received = Instants.TryParse(element.GetProperty("close_date"), out var closed) ? closed.AddSeconds(2) : default;
        var origin = new DocumentOrigin(ownerId, Whereabouts.Only(terminal.StoreId), terminal.Id, terminal.TimezoneOffset, received);
        return DocumentReader.TryRead(element, origin, out var document, out var rejection)
            ? document!
            : throw new InvalidOperationException($"A document of the demo shop is not valid: {rejection!.Violations[0]}.");
    }
}
