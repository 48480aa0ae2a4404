namespace Prilavok.Contracts.Terminal;

/// <summary>What an app on the terminal did with a push.</summary>
/// <param name="Reply">The app's own.</param>
[MayBeNull]
public sealed record PushAnswer(
    [System.ComponentModel.DataAnnotations.AllowedValues("DELIVERED", "REJECTED")] string Status, System.Text.Json.JsonElement? Reply = null);
