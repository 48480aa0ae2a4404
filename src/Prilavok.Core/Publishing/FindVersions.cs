using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

/// <summary>Apps and their versions as they are now.</summary>
public sealed class FindVersions(IStorage storage, IApps apps, AppTime time, AppRules rules)
{
    /// <summary>The first one first.</summary>
    public Task<IReadOnlyList<App>> ListAsync(string appId, CancellationToken ct) => ReadAsync(s => apps.VersionsAsync(s, appId), ct);

    /// <returns>The app in that version; null when it has none of this id.</returns>
    public async Task<App?> FindAsync(string appId, string versionId, CancellationToken ct) => (await ListAsync(appId, ct))
        .FirstOrDefault(app => string.Equals(AppVersion.IdOf(app), versionId, StringComparison.OrdinalIgnoreCase));

    /// <summary>The publisher's apps, each in the version that stands for it, in the order they were made.</summary>
    public Task<IReadOnlyList<App>> OfPublisherAsync(string publisherId, CancellationToken ct) =>
        ReadAsync(s => apps.OfPublisherAsync(s, publisherId), ct);

    public async Task<App> NowAsync(App app, CancellationToken ct) => (await ReadAsync(_ => Task.FromResult<IReadOnlyList<App>>([app]), ct))[0];

    private Task<IReadOnlyList<App>> ReadAsync(Func<ISession, Task<IReadOnlyList<App>>> read, CancellationToken ct) =>
        storage.ReadAsync<IReadOnlyList<App>>(
            async s =>
            {
                var now = new List<App>();
                foreach (var app in await read(s))
                {
                    now.Add(app.At(await time.NowAsync(s, app.SandboxOwnerId), rules));
                }

                return now;
            },
            ct);
}
