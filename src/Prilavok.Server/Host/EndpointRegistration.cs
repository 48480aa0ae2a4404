using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Server.Accounts;
using Prilavok.Server.Administration;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Documents;
using Prilavok.Server.Api.Employees;
using Prilavok.Server.Api.Extras;
using Prilavok.Server.Api.Images;
using Prilavok.Server.Api.Stores;
using Prilavok.Server.Api.Suppliers;
using Prilavok.Server.Api.Terminals;
using Prilavok.Server.Apps;
using Prilavok.Server.Callers;
using Prilavok.Server.Deliveries;
using Prilavok.Server.Health;
using Prilavok.Server.Http;
using Prilavok.Server.OwnerAccount;
using Prilavok.Server.Publisher;
using Prilavok.Server.Sandbox;
using Prilavok.Server.TerminalGateway;

namespace Prilavok.Server.Host;

/// <summary>Everything that answers a call.</summary>
internal static class EndpointRegistration
{
    /// <summary>All of them; the sandbox is mapped only where it is wanted.</summary>
    public static void AddEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<Seeds>();
        services.AddSingleton<SandboxQuota>();
        services.AddSingleton<SandboxGate>();
        services.AddHostedService<TenantSweeper>();
        services.AddSingleton<IEndpoints, StoresV1>();
        services.AddSingleton<IEndpoints, StoresV2>();
        services.AddSingleton<IEndpoints, DevicesV1>();
        services.AddSingleton<IEndpoints, EmployeesV1>();
        services.AddSingleton<IEndpoints, ProductsV1>();
        services.AddSingleton<IEndpoints, GoodsListsV2>();
        services.AddSingleton<IEndpoints, GoodsWritesV2>();
        services.AddSingleton<IEndpoints, GoodsRemovalV2>();
        services.AddSingleton<IEndpoints, ProductImagesV2>();
        services.AddSingleton<IEndpoints, ImageFiles>();
        services.AddSingleton<IEndpoints, BulksV2>();
        services.AddSingleton<IEndpoints, DocumentsV1>();
        services.AddSingleton<IEndpoints, DocumentsV2>();
        services.AddSingleton<IEndpoints, TerminalActivation>();
        services.AddSingleton<IEndpoints, TerminalDocuments>();
        services.AddSingleton<IEndpoints, TerminalProducts>();
        services.AddSingleton<ChangesWriter>();
        services.AddSingleton<IEndpoints, TerminalChanges>();
        services.AddSingleton<IEndpoints, TerminalCommodities>();
        services.AddSingleton<CircuitBreaker>();
        services.AddSingleton<IEndpoints, TerminalProxy>();
        services.AddAccounts();
        services.AddManagement();
        services.AddPublisher();
        services.AddSingleton<IEndpoints, Health.Health>();
        services.AddSingleton<IEndpoints, DevicesV2>();
        services.AddSingleton<IEndpoints, EmployeesV2>();
        services.AddSingleton<IEndpoints, RolesV2>();
        services.AddSingleton<IEndpoints, SuppliersV2>();
        services.AddSingleton<IEndpoints, ExtrasV1>();
        services.AddSingleton<IEndpoints, OfdV1>();
        services.AddSingleton<SandboxTenants>();
        services.AddSingleton<SandboxTime>();
        services.AddSingleton<SandboxTrigger>();
        services.AddSingleton<SandboxChaos>();
    }

    private static void AddManagement(this IServiceCollection services)
    {
        services.AddSingleton<OwnAppGate>();
        services.AddSingleton<SettingsChange>();
        services.AddSingleton<IEndpoints, OwnerStores>();
        services.AddSingleton<IEndpoints, OwnerDevices>();
        services.AddSingleton<IEndpoints, OwnerEmployees>();
        services.AddSingleton<IEndpoints, OwnerRoles>();
        services.AddSingleton<InstallationAnswers>();
        services.AddSingleton<IEndpoints, OwnerApps>();
        services.AddSingleton<IEndpoints, OwnerSubscriptions>();
        services.AddSingleton<IEndpoints, OwnerPayments>();
        services.AddSingleton<IEndpoints, OwnerAudit>();
        services.AddSingleton<IEndpoints, PublisherApps>();
        services.AddSingleton<IEndpoints, PublisherVersions>();
        services.AddSingleton<IEndpoints, PublisherTesters>();
        services.AddSingleton<IEndpoints, PublisherLanes>();
        services.AddSingleton<IEndpoints, PublisherDeliveries>();
        services.AddSingleton<IEndpoints, PublisherReplays>();
        services.AddSingleton<IEndpoints, PublisherDelivery>();
        services.AddSingleton<SubjectWalk>();
        services.AddSingleton<LiveWriter>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<IEndpoints, PublisherStream>();
    }

    private static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<IValidateOptions<ServerOptions>, AdminPasswordValidator>();
        services.AddSingleton<HashingThreads>();
        services.AddSingleton<IPasswords, IdentityPasswords>();
        services.AddSingleton<IPasswordTurns, PasswordTurns>();
        services.AddSingleton<Askers>();
        services.AddHttpClient(Messages.ClientName, http => http.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseDrainSize = 64 * 1024 })
            .RemoveAllLoggers();
        services.AddSingleton<Messages>();
        services.AddHostedService(provider => provider.GetRequiredService<Messages>());
        services.AddHostedService<FirstAdministrator>();
        services.AddSingleton<IEndpoints, AccountRegistration>();
        services.AddSingleton<IEndpoints, SessionEndpoints>();
        services.AddSingleton<IEndpoints, OpenSessions>();
        services.AddSingleton<IEndpoints, PasswordEndpoints>();
        services.AddSingleton<IEndpoints, SecondFactorEndpoints>();
        services.AddSingleton<IEndpoints, TokenEndpoints>();
        services.AddSingleton<IEndpoints, AdministratorEndpoints>();
        services.AddSingleton<IEndpoints, BackupEndpoint>();
    }

    private static void AddPublisher(this IServiceCollection services)
    {
        services.AddSingleton<AppGate>();
        services.AddSingleton<PublisherTimes>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<IEndpoints, OAuthToken>();
        services.AddSingleton<IEndpoints, PublishedApps>();
        services.AddSingleton<IEndpoints, AppInstallations>();
        services.AddSingleton<IEndpoints, AppDeployments>();
        services.AddSingleton<IEndpoints, AppHooks>();
        services.AddSingleton<IEndpoints, AppPushes>();
        services.AddSingleton<IEndpoints, AppEvents>();
        services.AddSingleton<IEndpoints, TerminalPushes>();
    }
}
