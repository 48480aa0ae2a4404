using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Backups;
using Prilavok.Core.Billing;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Publishing;
using Prilavok.Core.Pushes;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;

namespace Prilavok.Core;

public static class CoreRegistration
{
    /// <summary>The business: use cases and what a process remembers. Needs the storage's ports, secrets and passwords.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.AddSingleton<Ids>();
        services.AddSingleton<OwnerSignal>();
        services.AddSingleton<LaneSignal>();
        services.AddSingleton<ReplaySignal>();
        services.AddSingleton<ForwardSignal>();
        services.AddSingleton<SteerLanes>();
        services.AddSingleton<BulkSignal>();
        services.AddSingleton<OwnerCaches>();
        services.AddSingleton<AccessCache>();
        services.AddSingleton<AppCache>();
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<AccessCache>());
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<AppCache>());

        services.AddSingleton<MarkRestored>();
        services.AddSingleton<FindRestored>();
        services.AddAccounts();
        services.AddBusiness();
        services.AddCatalog();
        services.AddApps();
        services.AddSubscriptions();
        services.AddSandbox();
        return services;
    }

    private static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<RecogniseToken>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<CheckCredentials>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LogIn>();
        services.AddSingleton<OpenAccount>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<PersonalTokens>();
        services.AddSingleton<AdministerAccounts>();
    }

    private static void AddBusiness(this IServiceCollection services)
    {
        services.AddSingleton<EditStores>();
        services.AddSingleton<EditEmployees>();
        services.AddSingleton<EditRoles>();
        services.AddSingleton<EditTerminals>();
        services.AddSingleton<EditSuppliers>();
        services.AddSingleton<ActivateTerminal>();
    }

    private static void AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<ImportProducts>();
        services.AddSingleton<DeleteProducts>();
        services.AddSingleton<SetQuantities>();
        services.AddSingleton<EditExtras>();
        services.AddSingleton<EditProducts>();
        services.AddSingleton<RemoveProducts>();
        services.AddSingleton<EditImages>();
        services.AddSingleton<LookUpCommodity>();
        services.AddSingleton<SubmitBulk>();
        services.AddSingleton<AcceptDocuments>();
        services.AddSingleton<MoveStock>();
        services.AddSingleton<CountStock>();
    }

    private static void AddApps(this IServiceCollection services)
    {
        services.AddSingleton<RegisterPublisher>();
        services.AddSingleton<AdmitPublisher>();
        services.AddSingleton<AppTime>();
        services.AddSingleton<HoldApp>();
        services.AddSingleton<UpdateInstallations>();
        services.AddSingleton<EditApps>();
        services.AddSingleton<EditVersions>();
        services.AddSingleton<FindVersions>();
        services.AddSingleton<EditTesters>();
        services.AddSingleton<EditHooks>();
        services.AddSingleton<IssueInstallationToken>();
        services.AddSingleton<SendPush>();
        services.AddSingleton<FindPush>();
        services.AddSingleton<HandOutPushes>();
        services.AddSingleton<AnswerPush>();
        services.AddSingleton<ListEvents>();
        services.AddSingleton<FollowEvents>();
        services.AddSingleton<TellAccount>();
        services.AddSingleton<KeepInstallations>();
        services.AddSingleton<Patterns>();
        services.AddSingleton<FindProxied>();
        services.AddSingleton<FindInventorySystem>();
        services.AddSingleton<TickTerminals>();
        services.AddSingleton<InstallApp>();
        services.AddSingleton<RemoveApp>();
    }

    private static void AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<BillingSignal>();
        services.AddSingleton<TakeTurn>();
        services.AddSingleton<ChargeSubscription>();
        services.AddSingleton<SteerSubscription>();
    }

    private static void AddSandbox(this IServiceCollection services)
    {
        services.AddSingleton<AddSandboxApp>();
        services.AddSingleton<SetChaos>();
        services.AddSingleton<IPaymentProvider, SandboxPayments>();
        services.AddSingleton<CreateTenant>();
        services.AddSingleton<DescribeTenant>();
        services.AddSingleton<RemoveTenant>();
        services.AddSingleton<Settle>();
        services.AddSingleton<TurnClock>();
    }
}
