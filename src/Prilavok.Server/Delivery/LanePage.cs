using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>What was read of a lane's log, and how its app wants to be told.</summary>
/// <param name="App">Null when it was removed; then there is nothing to send.</param>
/// <param name="End">Where the cursor goes when all of the events are dealt with.</param>
/// <param name="ReadAt">By the clock's timestamps.</param>
internal sealed record LanePage(
    App? App, Installation? Installation, Chaos? Chaos, IReadOnlyList<Event> Events, long End, Owner Owner, long ReadAt)
{
    public bool IsOf(App? app, Installation? installation, Chaos? chaos) =>
        ReferenceEquals(app, App) && ReferenceEquals(installation, Installation) && ReferenceEquals(chaos, Chaos);

    public IReadOnlyList<Event> After(Parcel parcel) => [.. Events.SkipWhile(e => e.Seq <= parcel.LastSeq)];

    /// <returns>Null when nothing is left.</returns>
    public LanePage? Behind(long cursor) => Events.Count > 0 && Events[^1].Seq > cursor
        ? this with { Events = [.. Events.SkipWhile(e => e.Seq <= cursor)] }
        : null;
}
