namespace Prilavok.Server.OpenApi;

/// <summary>The described routes of a room. Made when a document is first asked for.</summary>
internal sealed record DescribedRoutes(Func<IEnumerable<Operation>> Operations);

/// <summary>Every described route.</summary>
internal sealed class Operations(IEnumerable<DescribedRoutes> rooms)
{
    private readonly Lazy<IReadOnlyDictionary<string, Operation>> _byRoute = new(() =>
        rooms.SelectMany(room => room.Operations()).ToDictionary(operation => operation.Route, StringComparer.Ordinal));

    public Operation? Find(string route) => _byRoute.Value.GetValueOrDefault(route);
}
