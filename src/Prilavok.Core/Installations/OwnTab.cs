using Prilavok.Core.Apps;

namespace Prilavok.Core.Installations;

/// <summary>The page of an app as one owner sees it.</summary>
public static class OwnTab
{
    /// <summary>With what only the owner may see: the cloud token, the owner's id, and what the service gave for the owner.</summary>
    public static TabElement For(this TabElement element, Installation installation)
    {
        var isAddress = element.Kind is TabElementKind.Link or TabElementKind.Download or TabElementKind.Frame;
        return element with
        {
            Value = element.Value
                .Replace("${token}", Secretly("${token}", installation.Token), StringComparison.Ordinal)
                .Replace("${uid}", Written(installation.OwnerId), StringComparison.Ordinal)
                .Replace("${auth_token}", Secretly("${auth_token}", installation.UserToken), StringComparison.Ordinal),
        };

        string Secretly(string place, Secret? secret) => element.Value.Contains(place, StringComparison.Ordinal) ? Written(secret?.Open() ?? "") : "";

        string Written(string value) => isAddress ? Uri.EscapeDataString(value) : value;
    }
}
