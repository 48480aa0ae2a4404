using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Pushes;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Documents;
using Prilavok.Server.Api.Employees;
using Prilavok.Server.Api.Stores;
using Prilavok.Server.Api.Suppliers;
using Prilavok.Server.Api.Terminals;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.TerminalGateway;

/// <summary>What changed in the cloud since a terminal last asked; waits when there is nothing new, but not for a server that stops.</summary>
internal sealed class TerminalChanges(
    IStorage storage, IEventLog log, OwnerSignal signal, HandOutPushes handOut, Undrawn undrawn, Guard guard, IHostApplicationLifetime lifetime,
    TimeProvider clock) : IEndpoints
{
    private const int Most = 1000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

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
            var read = await storage.ReadAsync(s => log.ReadCatalogAsync(s, caller.OwnerId, after, Most), http.RequestAborted); // Documents go the other way.
            var mine = await HandOutAsync(caller, [.. read.Where(e => Concerns(e, caller))], isHanded: !http.IsHead(), http.RequestAborted);
            var left = wait - clock.GetElapsedTime(started);
            if (mine.Count > 0 || left <= TimeSpan.Zero || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, mine, read.End));
                return;
            }

            after = read.End;
            if (read.IsAtEnd)
            {
                await next.WaitAsync(left, clock, leave.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.RequestAborted.ThrowIfCancellationRequested();
            }
        }
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

    private void Write(Utf8JsonWriter json, IReadOnlyList<Event> events, long next)
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        foreach (var e in events)
        {
            if (Draw(e) is { } change)
            {
                json.WriteRawValue(change.Span, skipInputValidation: true);
            }
        }

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
}
