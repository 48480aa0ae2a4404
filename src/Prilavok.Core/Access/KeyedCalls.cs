namespace Prilavok.Core.Access;

/// <summary>A call that its caller has given a key: however often it is sent, it is one call.</summary>
/// <param name="OwnerId">Empty for callers that belong to no owner.</param>
/// <param name="Caller">Who calls: the same key of two callers is two calls.</param>
/// <param name="Print">The hash of everything that is asked.</param>
public sealed record KeyedCall(string OwnerId, string Caller, string Key, ReadOnlyMemory<byte> Print);

/// <summary>What is known of a keyed call when it comes.</summary>
public abstract record KeyedTurn
{
    /// <summary>It is to be carried out now, and nobody else carries it out meanwhile.</summary>
    public sealed record First : KeyedTurn;

    /// <summary>It came before and is being carried out.</summary>
    public sealed record UnderWay : KeyedTurn;

    /// <summary>The key belongs to a call that asked for something else.</summary>
    public sealed record Another : KeyedTurn;

    /// <summary>It was carried out before.</summary>
    /// <param name="Answer">As it was handed to <see cref="IKeyedCalls.AnswerAsync"/>.</param>
    public sealed record Answered(string Answer) : KeyedTurn;
}

/// <summary>The keyed calls of the last day.</summary>
public interface IKeyedCalls
{
    /// <param name="until">When somebody else may carry it out, though no answer came: the process has died.</param>
    Task<KeyedTurn> BeginAsync(IWork work, KeyedCall call, DateTimeOffset now, DateTimeOffset until);

    /// <summary>Keeps the answer of a call that was carried out.</summary>
    Task<int> AnswerAsync(IWork work, KeyedCall call, string answer, DateTimeOffset until);

    /// <summary>The call came to nothing, and may be sent again under its key.</summary>
    Task<int> ForgetAsync(IWork work, KeyedCall call);

    /// <summary>Forgets what is over.</summary>
    /// <returns>How many there were.</returns>
    Task<int> SweepAsync(IWork work, DateTimeOffset now);
}
