using Prilavok.Server.Accounts;
using Prilavok.Server.Administration;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Documents;
using Prilavok.Server.Api.Employees;
using Prilavok.Server.Api.Images;
using Prilavok.Server.Api.Stores;
using Prilavok.Server.Api.Suppliers;
using Prilavok.Server.Api.Terminals;
using Prilavok.Server.Apps;
using Prilavok.Server.Health;
using Prilavok.Server.OpenApi;
using Prilavok.Server.OwnerAccount;
using Prilavok.Server.Publisher;
using Prilavok.Server.Sandbox;
using Prilavok.Server.TerminalGateway;

namespace Prilavok.Server.Host;

/// <summary>Every described route. Made when a document is first asked for.</summary>
internal static class Operations
{
    public static IReadOnlyDictionary<string, Operation> ByRoute { get; } = new[]
    {
        StoreOperations.All,
        DeviceOperations.All,
        EmployeeOperations.All,
        SupplierOperations.All,
        GoodsOperationsV1.All,
        GoodsOperationsV2.All,
        ImageOperations.All,
        DocumentOperations.All,
        PublisherOperations.All,
        AccountOperations.All,
        KeyOperations.All,
        OwnerOperations.All,
        AppOperations.All,
        SandboxOperations.All,
        TerminalOperations.All,
        HealthOperations.All,
    }.SelectMany(all => all).ToDictionary(operation => operation.Route, StringComparer.Ordinal);
}
