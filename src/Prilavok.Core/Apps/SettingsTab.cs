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
public sealed record TabElement(TabElementKind Kind, string? Label, string Value);
