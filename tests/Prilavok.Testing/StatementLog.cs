using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Prilavok.Testing;

/// <summary>Every statement that the nodes of this process have sent to PostgreSQL, as the driver tells of it.</summary>
public sealed class StatementLog : ILoggerProvider
{
    private static readonly ConcurrentDictionary<string, bool> Seen = new(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Statements => [.. Seen.Keys];

    public ILogger CreateLogger(string categoryName) => categoryName == "Npgsql.Command" ? new Ear() : NullLogger.Instance;

    public void Dispose()
    {
    }

    private sealed class Ear : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                var texts = (name, value) switch
                {
                    ("CommandText", string text) => (IEnumerable<string>)[text],
                    ("BatchCommands", IEnumerable<string> batch) => batch,
                    _ => [],
                };
                foreach (var text in texts)
                {
                    Seen.TryAdd(text, true);
                }
            }
        }
    }
}
