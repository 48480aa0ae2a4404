namespace Prilavok.Core.Apps;

public interface IApps
{
    /// <summary>The app in the version that stands for it: the published one, else the newest.</summary>
    Task<App?> FindAsync(ISession session, string appId);

    /// <summary>The app in one of the settings a version of it had over time.</summary>
    Task<App?> FindAsync(ISession session, string appId, int version, int revision);

    /// <summary>As <see cref="FindAsync(ISession, string)"/>; nobody else changes or removes the app until this work is over.</summary>
    Task<App?> HoldAsync(IWork work, string appId);

    /// <summary>The app in each of its versions, the first one first.</summary>
    Task<IReadOnlyList<App>> VersionsAsync(ISession session, string appId);

    /// <summary>The number of the next version: none has it, nor may one have had it that was lost when the database was put back.</summary>
    Task<int> NextNumberAsync(IWork work, string appId);

    /// <summary>The app with all the settings an owner may have of it, former ones of its versions among them.</summary>
    Task<IReadOnlyList<App>> RevisionsAsync(ISession session, string appId);

    /// <summary>Keeps the version of the app, and the app itself when this is its first one.</summary>
    Task SaveAsync(IWork work, App app);

    /// <summary>Bytes that the settings of all versions take, former ones among them.</summary>
    Task<long> KeptAsync(ISession session, string appId);

    /// <summary>Keeps the settings of the version's revision, and nothing else.</summary>
    Task SaveSettingsAsync(IWork work, App app);

    /// <summary>Owners who have the app.</summary>
    Task<IReadOnlyList<string>> OwnersAsync(ISession session, string appId);

    /// <summary>The publisher's apps, in the order they were made, each as <see cref="FindAsync(ISession, string)"/> finds it.</summary>
    Task<IReadOnlyList<App>> OfPublisherAsync(ISession session, string publisherId);

    /// <summary>
    /// What the owner may install: apps for everybody and those of the owner's own sandbox, in the order they were made. Testers
    /// get the newest version that is on its way, the others the published one.
    /// </summary>
    Task<IReadOnlyList<App>> OfferedAsync(ISession session, string ownerId);

    /// <summary>One of <see cref="OfferedAsync"/>; null when the owner may not install it.</summary>
    Task<App?> FindOfferedAsync(ISession session, string ownerId, string appId);
}
