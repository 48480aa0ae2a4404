namespace Prilavok.Core.Apps;

/// <summary>
/// The published version of an app. Every app has exactly one, which follows the app's settings; its id is made again from the
/// app's.
/// </summary>
public static class AppVersion
{
    public static string IdOf(App app) => Ids.NamedUuid($"version 1 of {Ids.Key(app.Id)}").ToString();
}
