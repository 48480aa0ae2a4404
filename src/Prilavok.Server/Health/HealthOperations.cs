using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Health;

internal static class HealthOperations
{
    private const string Tag = "Health";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("healthz", Tag, "Tells that the server runs").ForAnyone().Answers200<Contracts.Manage.Health>(),
        new Operation("readyz", Tag, "Tells whether the storage can be read and written").ForAnyone().Answers200<Contracts.Manage.Health>(),
        new Operation("metrics", Tag, "Tells the counters in the form of Prometheus").ForAnyone().Answers200<string>("text/plain"),
    ];
}
