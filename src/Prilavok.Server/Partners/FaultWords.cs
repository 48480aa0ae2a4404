using System.Security.Cryptography;
using System.Text.Json;

namespace Prilavok.Server.Partners;

/// <summary>What went wrong in the server itself, in a sentence for whoever waits for a delivery. The log has the rest.</summary>
internal static class FaultWords
{
    private const int Longest = 300;

    public static string Of(Exception e) => e switch
    {
        CryptographicException => "a secret that it needs cannot be opened: the keys of the server are not those it was kept with",
        JsonException => "what is kept of it is not JSON that can be read",
        InvalidCastException => "what is kept of it is of another kind",
        _ => Beginning(e.Message.Split('\n')[0].Trim()),
    };

    private static string Beginning(string text) => text.Length <= Longest ? text : text[..Longest];
}
