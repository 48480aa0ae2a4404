using System.Diagnostics;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>
/// The writing of one unit, in the trace of whoever asked for it. What a worker does by itself begins no trace: there is always one at
/// work.
/// </summary>
internal static class CommitSpan
{
    /// <param name="ownerId">Null of a unit that holds no owner.</param>
    /// <returns>Null where nobody listens.</returns>
    public static Activity? Begin(string database, string? ownerId) => Telemetry.Source.HasListeners() && Activity.Current is not null
        ? Telemetry.Source.StartActivity("commit")?.SetTag("db.system.name", database).SetTag("prilavok.owner", ownerId)
        : null;

    /// <summary>What is kept with the events that are written in it; null of one that nobody will see.</summary>
    public static string? TraceOf(Activity? span) => span is { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? span.Id : null;
}
