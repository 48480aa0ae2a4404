using System.Security.Cryptography;

namespace Prilavok.Core.Accounts;

/// <summary>
/// A mark in the browser with which somebody came into an account once. It opens nothing; it sets this browser apart from strangers, so
/// that their wrong passwords do not keep its person out.
/// </summary>
public sealed class KnownDevices(ISecrets secrets)
{
    private const int Longest = 1000;

    public string Mark(Person person) => secrets.Protect($"device {(int)person.Kind} {person.SubjectId} {Ids.NewToken("")}");

    /// <returns>What to call the browser; null when the mark is not of this account.</returns>
    public string? Find(string? mark, Person person) =>
        mark is { Length: > 0 and <= Longest }
        && Read(mark)?.Split(' ') is ["device", var kind, var subjectId, var id]
        && kind == ((int)person.Kind).ToString(System.Globalization.CultureInfo.InvariantCulture)
        && subjectId == person.SubjectId
            ? id
            : null;

    /// <returns>Null of what was not made here, or under keys that are gone.</returns>
    private string? Read(string mark)
    {
        try
        {
            return secrets.Unprotect(mark);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
