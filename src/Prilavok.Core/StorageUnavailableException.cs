namespace Prilavok.Core;

/// <summary>The owner does not exist, or is gone since the caller was recognised.</summary>
public sealed class OwnerUnknownException(string ownerId) : Exception($"There is no owner {ownerId}.")
{
    public string OwnerId { get; } = ownerId;
}

/// <summary>The server must not start as things are.</summary>
/// <param name="message">Why, and what helps, in words for whoever starts it.</param>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The storage cannot be reached or cannot write now; the same call may work later.</summary>
public sealed class StorageUnavailableException(string message, Exception? cause) : Exception(message, cause);
