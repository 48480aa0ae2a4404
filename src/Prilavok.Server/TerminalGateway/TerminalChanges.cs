using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Pushes;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.TerminalGateway;

/// <summary>What changed in the cloud since a terminal last asked; waits when there is nothing new, but not for a server that stops.</summary>
internal sealed class TerminalChanges(
    IStorage storage, IEventLog log, IStock stock, OwnerSignal signal, HandOutPushes handOut, ChangesWriter writer, Guard guard,
    IHostApplicationLifetime lifetime,
    TimeProvider clock) : IEndpoints
{
    private const int Most = 1000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait without a look where other nodes write as well: they do not tell of documents.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/terminal/v1/changes", guard.Terminal(ListAsync)).WithName("terminal.changes");

    private async Task ListAsync(HttpContext http, Grant.OfTerminal caller)
    {
        if (!TryRead(http.Request, "after", long.MaxValue, out var after) || !TryRead(http.Request, "wait", 3600, out var seconds))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "after and wait must be whole numbers, not negative.");
            return;
        }

        var wait = http.IsHead() ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
        if (await storage.ReadAsync(s => log.IsLostAsync(s, caller.OwnerId, after), http.RequestAborted))
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, ChangesWriter.WriteReset);
            return;
        }

        var started = clock.GetTimestamp();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        while (true)
        {
            var next = signal.NextAsync(caller.OwnerId);
            var found = await ReadAsync(caller, after, http.RequestAborted);
            if (!await guard.StillLetsInAsync(http, caller, http.RequestAborted))
            {
                await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
                return;
            }

            var mine = await HandOutAsync(caller, [.. found.Events.Where(e => Concerns(e, caller))], isHanded: !http.IsHead(), http.RequestAborted);
            var left = wait - clock.GetElapsedTime(started);
            if (mine.Count + found.Stock.Count > 0 || left <= TimeSpan.Zero || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Json.WriteAsync(http, StatusCodes.Status200OK, json => writer.Write(json, mine, found.Stock, found.Reached));
                return;
            }

            after = found.Reached;
            if (found.IsAll)
            {
                var look = storage.IsAlone || left < LookAgain ? left : LookAgain;
                await next.WaitAsync(look, clock, leave.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.RequestAborted.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>
    /// What stands in the log after a place, and the place up to which it was read. Documents go the other way and are left out; what
    /// they did to the stock is told once for each product, by what there is of it now.
    /// </summary>
    private Task<Found> ReadAsync(Grant.OfTerminal caller, long after, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            var slice = await log.ReadCatalogAsync(s, caller.OwnerId, after, Most);
            var reached = slice.End;

            // After the log: what moves in between is found the next time, under a later number.
            var moved = await MovedAsync(s, caller, after, reached);
            if (moved.Count > Most)
            {
                reached = moved[^1].Seq;
            }

            return new Found([.. slice.TakeWhile(e => e.Seq <= reached)], moved, reached, slice.IsAtEnd && moved.Count <= Most);
        },
        ct);

    /// <summary>All that one event moved, however much that is, and at most <see cref="Most"/> otherwise.</summary>
    private async Task<IReadOnlyList<MovedStock>> MovedAsync(Core.ISession s, Grant.OfTerminal caller, long after, long upTo)
    {
        var moved = await stock.MovedAsync(s, caller.OwnerId, caller.Terminal.StoreId, after, upTo, Most + 1);
        return moved.Count <= Most
            ? moved
            : [.. moved.TakeWhile(one => one.Seq < moved[^1].Seq),
                .. await stock.MovedAsync(s, caller.OwnerId, caller.Terminal.StoreId, moved[^1].Seq - 1, moved[^1].Seq, int.MaxValue)];
    }

    private static bool Concerns(Event e, Grant.OfTerminal caller) => e.IsNews && e.Kind switch
    {
        EventKind.Product => string.Equals(e.StoreId, caller.Terminal.StoreId, StringComparison.OrdinalIgnoreCase),
        EventKind.Store or EventKind.Device or EventKind.Employee or EventKind.Role or EventKind.Supplier => true,
        EventKind.Push => e.Fact is PushFact about && about.Push.DeviceIds.Contains(caller.Terminal.Id, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Without the pushes that are answered or out of time: a terminal that reads its log anew does not get them again.</summary>
    private async Task<IReadOnlyList<Event>> HandOutAsync(Grant.OfTerminal caller, IReadOnlyList<Event> mine, bool isHanded, CancellationToken ct)
    {
        var pushes = mine.Where(e => e.Kind == EventKind.Push).Select(e => e.SubjectId).ToList();
        if (pushes.Count == 0)
        {
            return mine;
        }

        var waiting = await handOut.HandleAsync(caller.OwnerId, caller.Terminal.Id, pushes, isHanded, ct);
        return [.. mine.Where(e => e.Kind != EventKind.Push || waiting.Contains(e.SubjectId))];
    }

    private static bool TryRead(HttpRequest request, string name, long most, out long value)
    {
        var text = request.Query[name].ToString();
        value = 0;
        return text.Length == 0
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most);
    }

    /// <param name="IsAll">There was no more.</param>
    private sealed record Found(IReadOnlyList<Event> Events, IReadOnlyList<MovedStock> Stock, long Reached, bool IsAll);
}
