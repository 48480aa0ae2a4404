using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;

namespace Prilavok.Server.Partners;

/// <summary>What a call to a service bears in <c>Authorization</c>.</summary>
internal static class Credentials
{
    /// <summary>Of a call about the owner's business: what the service gave for this owner, else the service token.</summary>
    /// <returns>Null when the service gave neither.</returns>
    public static Secret? Of(AppSettings app, Installation? installation) => installation?.UserToken switch
    {
        null => app.ServiceToken,
        { TextOrNull: { } token } when !IsWhole(token) => "Bearer " + token,
        var whole => whole,
    };

    private static bool IsWhole(string token) =>
        token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || token.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);
}
