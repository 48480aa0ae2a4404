using System.Collections.Frozen;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Access;

/// <summary>What a token opens.</summary>
public abstract record Grant(string OwnerId)
{
    public static Grant Unknown { get; } = new None();

    /// <summary>An administrator without an account: whoever can read the data folder.</summary>
    public static OfAdministrator Operator { get; } = new("");

    /// <summary>Nobody knows this token.</summary>
    public sealed record None() : Grant("");

    /// <summary>An app in the owner's account, with the rights frozen at installation.</summary>
    public sealed record OfApp(string OwnerId, string AppId, FrozenSet<string> Rights) : Grant(OwnerId)
    {
        /// <summary>What goes wrong on purpose; null outside a sandbox that wants it.</summary>
        public Chaos? Chaos { get; init; }

        /// <summary>Keys of the stores with a terminal that lacks the app.</summary>
        public FrozenSet<string> ClosedStores { get; init; } = FrozenSet<string>.Empty;
    }

    /// <summary>The token was an app's that the owner has removed.</summary>
    public sealed record Removed(string OwnerId) : Grant(OwnerId);

    /// <summary>Who may bring documents.</summary>
    /// <param name="Stood">Where the terminal stood, and when.</param>
    public abstract record Bringer(string OwnerId, Terminal Terminal, Whereabouts Stood) : Grant(OwnerId);

    public sealed record OfTerminal(string OwnerId, Terminal Terminal, Whereabouts Stood) : Bringer(OwnerId, Terminal, Stood);

    /// <summary>A terminal that was removed: what it closed before, it may still bring for a while.</summary>
    public sealed record OfStraggler(string OwnerId, Terminal Terminal, Whereabouts Stood, DateTimeOffset RemovedAt)
        : Bringer(OwnerId, Terminal, Stood);

    /// <summary>A person who logged in, or a program with a token of that person.</summary>
    /// <param name="Scopes">All that is open; null is everything.</param>
    public abstract record OfPerson(string OwnerId, Person Person, FrozenSet<string>? Scopes) : Grant(OwnerId)
    {
        /// <param name="scope">Null is what only the person may do, whatever the scopes.</param>
        public bool Allows(string? scope) => Scopes is null || (scope is not null && Scopes.Contains(scope));
    }

    public sealed record OfOwner(string OwnerId, string Login, FrozenSet<string>? Scopes = null)
        : OfPerson(OwnerId, new Person(AccountKind.Owner, OwnerId), Scopes);

    public sealed record OfPublisher(string PublisherId, FrozenSet<string>? Scopes = null)
        : OfPerson("", new Person(AccountKind.Publisher, PublisherId), Scopes);

    /// <summary>Who runs the server.</summary>
    public sealed record OfAdministrator(string AccountId) : OfPerson("", new Person(AccountKind.Administrator, AccountId), null);
}
