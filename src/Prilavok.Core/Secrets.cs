using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Prilavok.Core;

/// <summary>Keeps secrets unreadable in the database.</summary>
public interface ISecrets
{
    string Protect(string secret);

    /// <exception cref="CryptographicException">The keys there are do not open it.</exception>
    string Unprotect(string kept);
}

/// <summary>
/// A secret that was kept. It may not open, where keys are lost: whoever needs it hears so then, and not whoever only has to do with
/// the thing that has it.
/// </summary>
public sealed record Secret
{
    private readonly string? _text;

    private Secret(string? text, string? closed) => (_text, Closed) = (text, closed);

    /// <summary>What stands in the database, of one that does not open: it is put back as it was. Null of one that is known.</summary>
    public string? Closed { get; }

    public bool IsOpen => _text is not null;

    /// <summary>For those who can do without.</summary>
    public string? TextOrNull => _text;

    public static Secret OfClosed(string kept) => new(null, kept);

    /// <exception cref="SecretClosedException">The keys of the server do not open it.</exception>
    public string Open() => _text ?? throw new SecretClosedException();

    /// <summary>Nothing of it: what is printed may be seen.</summary>
    public override string ToString() => "…";

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Secret?(string? text) => text is null ? null : new Secret(text, null);
}

/// <summary>A secret is needed that the keys of the server do not open.</summary>
public sealed class SecretClosedException() : CryptographicException(Words)
{
    public const string Words = "A secret that is needed here cannot be opened: the keys of the server are not those it was kept with.";
}
