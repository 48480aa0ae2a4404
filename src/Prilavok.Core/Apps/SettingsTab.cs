using Prilavok.Core.Installations;

namespace Prilavok.Core.Apps;

public enum TabElementKind
{
    Text,
    Password,
    Link,
    Download,
    Frame,
}

/// <summary>One element of the page an app has in the owner's account.</summary>
/// <param name="Value">Text or address; may hold <c>${token}</c>, <c>${uid}</c> and <c>${auth_token}</c>.</param>
public sealed record TabElement(TabElementKind Kind, string? Label, string Value)
{
    /// <summary>With what only the owner may see: the cloud token, the owner's id, and what the service gave for the owner.</summary>
    public TabElement For(Installation installation)
    {
        var isAddress = Kind is TabElementKind.Link or TabElementKind.Download or TabElementKind.Frame;
        return this with
        {
            Value = Value
                .Replace("${token}", Secretly("${token}", installation.Token), StringComparison.Ordinal)
                .Replace("${uid}", Written(installation.OwnerId), StringComparison.Ordinal)
                .Replace("${auth_token}", Secretly("${auth_token}", installation.UserToken), StringComparison.Ordinal),
        };

        string Secretly(string place, Secret? secret) => Value.Contains(place, StringComparison.Ordinal) ? Written(secret?.Open() ?? "") : "";

        string Written(string value) => isAddress ? Uri.EscapeDataString(value) : value;
    }
}
