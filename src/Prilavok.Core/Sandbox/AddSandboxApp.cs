using Prilavok.Core.Apps;
using Prilavok.Core.Log;

namespace Prilavok.Core.Sandbox;

/// <summary>Puts an app of a publisher of its own into a sandbox, installed in silence or only on offer.</summary>
public sealed class AddSandboxApp(EditApps edit, InstallApp install, ISandboxSecrets secrets)
{
    public static string PublisherSecret(string appId) => "publisher:" + Ids.Key(appId);

    public async Task<App> HandleAsync(IOwnerWork work, AppSettings settings, bool isInstalled)
    {
        var (app, token) = await edit.CreateAsync(work, settings);
        await secrets.SaveAsync(work, PublisherSecret(app.Id), token);
        if (isInstalled)
        {
            await install.RecordAsync(work, Source.System, app, null, isSilent: true);
        }

        return app;
    }
}
