using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Pushes;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Documents;
using Prilavok.Server.Api.Employees;
using Prilavok.Server.Api.Stores;
using Prilavok.Server.Api.Suppliers;
using Prilavok.Server.Api.Terminals;
using Prilavok.Server.Api.Wire;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.TerminalGateway;

/// <summary>What changed in the cloud since a terminal last asked; waits when there is nothing new, but not for a server that stops.</summary>
internal sealed class TerminalChanges(
    IStorage storage, IEventLog log, IStock stock, OwnerSignal signal, HandOutPushes handOut, Undrawn undrawn, Guard guard,
    IHostApplicationLifetime lifetime,
    TimeProvider clock) : IEndpoints
{
    private const int Most = 1000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait without a look where other nodes write as well: they do not tell of documents.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private static readonly ProductVisibility Everything = new(Quantity: true, Images: false);

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
        var started = clock.GetTimestamp();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        while (true)
        {
            var next = signal.NextAsync(caller.OwnerId);
            var found = await ReadAsync(caller, after, http.RequestAborted);
            var mine = await HandOutAsync(caller, [.. found.Events.Where(e => Concerns(e, caller))], isHanded: !http.IsHead(), http.RequestAborted);
            var left = wait - clock.GetElapsedTime(started);
            if (mine.Count + found.Stock.Count > 0 || left <= TimeSpan.Zero || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, mine, found.Stock, found.Reached));
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
        EventKind.Push => e.Fact is Fact.OfPush about && about.Push.DeviceIds.Contains(caller.Terminal.Id, StringComparer.OrdinalIgnoreCase),
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

    private void Write(Utf8JsonWriter json, IReadOnlyList<Event> events, IReadOnlyList<MovedStock> stock, long next)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        var told = 0;
        foreach (var e in events)
        {
            told = WriteStock(json, stock, told, e.Seq);
            if (Draw(e) is { } change)
            {
                json.WriteRawValue(change.Span, skipInputValidation: true);
            }
        }

        WriteStock(json, stock, told, long.MaxValue);
        json.WriteEndArray();
        json.WriteNumber("next", next);
        json.WriteEndObject();
    }

    /// <returns>Null of one that cannot be drawn: the terminal goes on without it, or it would never hear of anything again.</returns>
    private ReadOnlyMemory<byte>? Draw(Event e)
    {
        try
        {
            return Json.Render(json => WriteChange(json, e));
        }
        catch (Exception fault)
        {
            undrawn.Say(fault, e.OwnerId, e.SubjectId);
            return null;
        }
    }

    private static void WriteChange(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("kind", KindOf(e));
        json.WriteString("id", e.SubjectId);
        if (e.Action != EventAction.Removed)
        {
            json.WritePropertyName("data");
            WriteData(json, e);
        }

        json.WriteEndObject();
    }

    /// <summary>What moved before an event, in the order of the log.</summary>
    /// <returns>How many are told.</returns>
    private static int WriteStock(Utf8JsonWriter json, IReadOnlyList<MovedStock> stock, int told, long before)
    {
        for (; told < stock.Count && stock[told].Seq < before; told++)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", stock[told].Seq);
            json.WriteString("kind", "stock");
            json.WriteString("id", stock[told].ProductId);
            json.WriteStartObject("data");
            Decimals.Write(json, "quantity", stock[told].Quantity, 3);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return told;
    }

    /// <summary>A change without data is a removal.</summary>
    private static string KindOf(Event e) =>
        e.Fact is Fact.OfProduct { Product.IsGroup: true } ? "product-group" : e.Kind.ToString().ToLowerInvariant();

    private static void WriteData(Utf8JsonWriter json, Event e)
    {
        switch (e.Fact)
        {
            case Fact.OfProduct product:
                ProductWriterV2.Write(json, product.Product, e.OwnerId, Everything);
                break;
            case Fact.OfStore store:
                StoreWriter.WriteV2(json, store.Store, e.OwnerId);
                break;
            case Fact.OfDevice device:
                DeviceWriter.WriteV2(json, device.Device, e.OwnerId, DeviceVisibility.Everything);
                break;
            case Fact.OfEmployee employee:
                EmployeeWriter.WriteV2(json, employee.Employee, employee.Role, e.OwnerId);
                break;
            case Fact.OfRole role:
                EmployeeWriter.WriteRoleV2(json, role.Role);
                break;
            case Fact.OfSupplier supplier:
                SupplierWriter.WriteV2(json, supplier.Supplier, e.OwnerId);
                break;
            case Fact.OfPush push:
                WritePush(json, push.Push);
                break;
            default:
                throw new InvalidOperationException($"What is kept of {e.Kind} {e.SubjectId} cannot be read.");
        }
    }

    private static void WritePush(Utf8JsonWriter json, Push push)
    {
        json.WriteStartObject();
        json.WriteString("appId", push.AppId);
        json.WriteString("activeTill", push.ActiveTill.UtcDateTime);
        json.WritePropertyName("payload");
        json.WriteRawValue(push.Payload, skipInputValidation: true);
        json.WriteEndObject();
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
