using System.Collections.Frozen;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Access;

/// <summary>What a token opens.</summary>
public abstract record Grant(string OwnerId)
{
    public static Grant Unknown { get; } = new None();

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

    public sealed record OfTerminal(string OwnerId, Terminal Terminal) : Grant(OwnerId);

    public sealed record OfOwner(string OwnerId, string Login) : Grant(OwnerId);

    public sealed record OfPublisher(string PublisherId) : Grant("");
}
