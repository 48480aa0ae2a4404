namespace Prilavok.Storage;

/// <summary>
/// Keeps a unit of work from starting another. The inner one would wait for the outer one, which waits for it: for ever on
/// SQLite, and on PostgreSQL whenever both hold the same owner.
/// </summary>
internal static class Nesting
{
    private static readonly AsyncLocal<bool> Inside = new();

    /// <summary>From here on, along the asynchronous flow, a unit runs.</summary>
    public static void Enter() => Inside.Value = true;

    /// <exception cref="InvalidOperationException">A unit runs.</exception>
    public static void Refuse()
    {
        if (Inside.Value)
        {
            throw new InvalidOperationException("A unit of work must not start another; hand it the work it has.");
        }
    }
}
