using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Bulk;

/// <summary>
/// Works on one bulk task, a portion of its items in each unit of work. What a portion does, what came of it and how far the task is
/// are one commit, so a task that was cut off anywhere goes on from there and does nothing twice.
/// </summary>
internal sealed partial class BulkRunner(
    IStorage storage, IBulkTasks tasks, GoodsItems goodsItems, RemoveProducts remove, IOptions<CatalogueOptions> options, TimeProvider clock,
    ILogger<BulkRunner> logger)
{
    /// <summary>A portion ends with whichever is reached first: other owners wait no longer than it takes.</summary>
    private const int MostItems = 200;

    private const int MostBytes = 256 * 1024;

    /// <summary>A task whose work broke off so often at the same place is given up.</summary>
    private const int MostFailures = 5;

    /// <summary>Until the task is done or <paramref name="ct"/> asks to stop, which it does between two portions.</summary>
    public async Task RunAsync(ClaimedBulk claimed, CancellationToken ct)
    {
        var current = claimed;
        try
        {
            if (await storage.ReadAsync(s => tasks.OrderAsync(s, claimed), CancellationToken.None) is not { } task)
            {
                return;
            }

            using var items = JsonDocument.Parse(task.Items);
            var bulk = new Bulk(items.RootElement, task.Order, AskerV2.Of(claimed.OwnerId, task.Order));
            while (!ct.IsCancellationRequested)
            {
                if (await (task.Order.Verb == BulkVerb.Remove ? RemoveAsync(current, bulk) : WriteAsync(current, bulk)) is not { } next)
                {
                    return;
                }

                current = next;
            }

            await ReleaseAsync(current, TimeSpan.Zero, hasFailed: false);
        }
        catch (OwnerUnknownException)
        {
            // The owner was removed, and the task with everything else.
        }
        catch (StorageUnavailableException e)
        {
            // Nothing of the portion is kept. The lease hands the task to whoever finds the storage in order again.
            Log.Interrupted(logger, e, claimed.OwnerId, claimed.TaskId);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, claimed.OwnerId, claimed.TaskId, current.NextItem);
            await BreakOffAsync(current);
        }
    }

    /// <summary>One portion. Null when the task is done, or no longer ours.</summary>
    private async Task<ClaimedBulk?> WriteAsync(ClaimedBulk claimed, Bulk bulk)
    {
        var goods = GoodsV2.Of(bulk.Order.IsGroup);
        var portion = PortionFrom(bulk.Items, claimed.NextItem)
            .Select(element => goodsItems.Read(bulk.Items, element, goods, bulk.Order.Verb, bulk.Asker))
            .ToList();
        return await InUnitAsync(claimed, async work =>
        {
            var results = await goodsItems.WriteAsync(work, bulk.Asker, bulk.Order.StoreId, portion)
                ?? [.. portion.Select(item => new GoodsResult(item, null, item.Rejection))];
            var images = await goodsItems.ImagesAsync(work, bulk.Asker, [.. results.Select(result => result.Product).OfType<Product>()]);
            var details = Render(results, (json, result) => GoodsItems.Write(json, result, goods, bulk.Asker, images));
            return await AdvanceAsync(work, claimed, bulk, portion.Count, details, results.Count(result => result.Product is null));
        });
    }

    /// <summary>One step of a removal, which takes all its ids together.</summary>
    private Task<ClaimedBulk?> RemoveAsync(ClaimedBulk claimed, Bulk bulk) => InUnitAsync(claimed, async work =>
    {
        var goods = GoodsV2.Of(bulk.Order.IsGroup);
        var ids = bulk.Items.EnumerateArray().Select(id => id.GetString()!).ToList();
        var step = await remove.StepAsync(
            work, bulk.Asker.Source, bulk.Order.StoreId, goods.IsGroup, [.. ids.Where(ProductLimits.CouldBeId)], options.Value.KeepContents);
        if (!step.IsDone)
        {
            return claimed;
        }

        var details = Render(ids, (json, id) =>
        {
            if (step.Named is null)
            {
                ErrorsV2.WriteItem(json, StatusCodes.Status404NotFound, id, goods.IdName, "id");
                return;
            }

            json.WriteStartObject();
            json.WriteEndObject();
        });
        return await AdvanceAsync(work, claimed, bulk, ids.Count, details, step.Named is null ? ids.Count : 0);
    });

    private Task<ClaimedBulk?> InUnitAsync(ClaimedBulk claimed, Func<IOwnerWork, Task<ClaimedBulk?>> unit) => storage.WriteAsync(
        claimed.OwnerId,
        async work => await tasks.HoldAsync(work, claimed, clock.GetUtcNow() + options.Value.BulkLease) ? await unit(work) : null,
        CancellationToken.None);

    private async Task<ClaimedBulk?> AdvanceAsync(
        IOwnerWork work, ClaimedBulk claimed, Bulk bulk, int items, ReadOnlyMemory<byte> details, int failed)
    {
        var next = await tasks.AdvanceAsync(work, claimed, claimed.NextItem + items, details, failed);
        if (next.NextItem < bulk.Items.GetArrayLength())
        {
            return next;
        }

        await tasks.FinishAsync(work, next);
        return null;
    }

    private async Task BreakOffAsync(ClaimedBulk claimed)
    {
        if (claimed.Failures + 1 < MostFailures)
        {
            await ReleaseAsync(claimed, options.Value.BulkFaultPause, hasFailed: true);
            return;
        }

        await storage.WriteAsync(
            claimed.OwnerId,
            async work =>
            {
                await tasks.FinishAsync(work, claimed, BulkStatus.Declined);
                return true;
            },
            CancellationToken.None);
    }

    private Task<bool> ReleaseAsync(ClaimedBulk claimed, TimeSpan pause, bool hasFailed) => storage.WriteAsync(
        async work =>
        {
            await tasks.ReleaseAsync(work, claimed, clock.GetUtcNow() + pause, hasFailed);
            return true;
        },
        CancellationToken.None);

    private static List<JsonElement> PortionFrom(JsonElement items, int first)
    {
        var portion = new List<JsonElement>(MostItems);
        var bytes = 0;
        foreach (var element in items.EnumerateArray().Skip(first))
        {
            bytes += JsonMarshal.GetRawUtf8Value(element).Length;
            if (portion.Count == MostItems || (portion.Count > 0 && bytes > MostBytes))
            {
                break;
            }

            portion.Add(element);
        }

        return portion;
    }

    /// <summary>Values with commas between them, to be put into an array with others.</summary>
    private static ReadOnlyMemory<byte> Render<T>(IEnumerable<T> values, Action<Utf8JsonWriter, T> write) => Json.Render(json =>
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
    })[1..^1];

    private sealed record Bulk(JsonElement Items, BulkOrder Order, AskerV2 Asker);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Bulk task {TaskId} of {OwnerId} waits for the storage.")]
        public static partial void Interrupted(ILogger logger, Exception e, string ownerId, string taskId);

        [LoggerMessage(2, LogLevel.Error, "Bulk task {TaskId} of {OwnerId} broke off at item {Item}.")]
        public static partial void Failed(ILogger logger, Exception e, string ownerId, string taskId, int item);
    }
}
