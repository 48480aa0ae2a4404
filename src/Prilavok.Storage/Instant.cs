namespace Prilavok.Storage;

/// <summary>Instants are kept as unix milliseconds in both databases.</summary>
internal static class Instant
{
    public static long Ms(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Ms(this DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static DateTimeOffset? At(long? ms) => ms is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
