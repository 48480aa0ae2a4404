using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Publishing;

namespace Prilavok.Core.Sandbox;

/// <summary>Puts an app of a publisher of its own into a sandbox, installed in silence or only on offer.</summary>
public sealed class AddSandboxApp(RegisterPublisher register, EditApps edit, KeepInstallations keep, ISandboxSecrets secrets)
{
    public static string PublisherSecret(string appId) => "publisher:" + Ids.Key(appId);

    public static string PublisherPassword(string appId) => "publisher-password:" + Ids.Key(appId);

    public async Task<App> HandleAsync(IOwnerWork work, AppSettings settings, bool isInstalled)
    {
        var publisher = await register.HandleAsync(work, work.Now);
        var app = await edit.CreateAsync(work, publisher.Id, settings);
        await secrets.SaveAsync(work, PublisherSecret(app.Id), publisher.Token);
        await secrets.SaveAsync(work, PublisherPassword(app.Id), publisher.Password);
        if (isInstalled)
        {
            await keep.AddAsync(work, app, null, partnerBills: false);
        }

        return app;
    }
}
