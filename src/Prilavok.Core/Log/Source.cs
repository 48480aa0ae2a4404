namespace Prilavok.Core.Log;

public enum SourceKind
{
    System = 0,
    Terminal = 1,
    App = 2,
    Owner = 3,

    /// <summary>Nothing happened: one app is told what there is. The id is the app's.</summary>
    Snapshot = 4,
}

/// <summary>Who caused an event: a terminal, an app, somebody in the owner's account, or the cloud itself.</summary>
public readonly record struct Source(SourceKind Kind, string Id)
{
    public static Source System { get; } = new(SourceKind.System, "");

    public static Source Terminal(string id) => new(SourceKind.Terminal, id);

    public static Source App(string id) => new(SourceKind.App, id);

    public static Source Owner(string login) => new(SourceKind.Owner, login);

    public static Source Snapshot(string appId) => new(SourceKind.Snapshot, appId);
}
