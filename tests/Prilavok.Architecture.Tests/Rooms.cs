namespace Prilavok.Architecture.Tests;

/// <summary>
/// The rooms of each project: folders, and namespaces of the same name. They stand in their order: a room uses those above it and none
/// below. The empty name is the folder of the project itself.
/// </summary>
internal static class Rooms
{
    private static readonly string[] Core =
    [
        "",              // ids, the storage as a port, secrets, caches, rights
        "Log",           // events, their facts, the log as a port
        "Owners",        // businesses, their clocks, tokens, chaos
        "Backups",
        "Stores",
        "Suppliers",
        "Employees",
        "Accounts",      // people: log-in, passwords, sessions, publishers
        "Terminals",
        "Delivery",      // channels, lanes, attempts, replays
        "Apps",          // apps, their versions, settings and plans
        "Keys",
        "Installations", // apps in owners' accounts
        "Pushes",
        "Subscriptions", // pure: what is owed, and what follows
        "Billing",       // installing, removing, charging
        "Publishing",    // what publishers do with their apps
        "Catalog",
        "Documents",
        "Feed",          // events as publishers read them
        "Access",        // whose token it is, and what it opens
        "Sandbox",
    ];

    /// <summary>Each is one wire for one kind of callers, and knows no other.</summary>
    private static readonly string[] OfSurfaces =
    [
        "Health", "Administration", "Accounts",
        "Api/Catalog", "Api/Extras", "Api/Images", "Api/Documents", "Api/Employees", "Api/Stores", "Api/Suppliers", "Api/Terminals",
        "Publisher", "OwnerAccount", "Apps", "Deliveries", "TerminalGateway", "Sandbox",
    ];

    private static readonly string[] Server =
    [
        "Wire",             // numbers, times and flags as texts
        "Http",             // requests and answers: bodies, JSON, errors in the words of each surface
        "Folders",          // the data folder
        "Workers",          // what background work is made of
        "Callers",          // who calls, what that opens, what it costs
        "Lists",            // long answers, kept and sent piece by piece
        "OpenApi",
        "Keys",             // the master key and the keys it wraps
        "Partners",         // calls to services of third parties
        "Reading",          // bodies that several surfaces take
        "Documents/Shapes",
        "Documents",        // a document's canonical form
        "Rendering",        // the business in the words of Evotor's wires
        "Delivery",         // from a due lane to a request
        "Billing",
        "Bulk",
        "Demo/Chance", "Demo/Papers", "Demo/Goods", "Demo/Days", "Demo",
        .. OfSurfaces,
        "Host",             // the server, composed
        "Cli",
        "",                 // the program
    ];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["src/Prilavok.Contracts"] = ["", "V1", "V2", "Manage", "Publisher", "Sandbox", "Terminal"],
        ["src/Prilavok.Core"] = Core,
        ["src/Prilavok.Storage"] = [.. Core.Where(room => room is not "Billing"), "Sqlite", "Postgres"],
        ["src/Prilavok.Server"] = Server,
    };

    public static IReadOnlySet<string> Surfaces { get; } = OfSurfaces.ToHashSet(StringComparer.Ordinal);

    /// <summary>The files that put the rooms of a project together, and so know all of them.</summary>
    public static IReadOnlySet<string> Compositions { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "src/Prilavok.Core/CoreRegistration.cs", "src/Prilavok.Storage/StorageRegistration.cs",
    };
}
