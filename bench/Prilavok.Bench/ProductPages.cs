using System.Diagnostics;
using System.Text;

namespace Prilavok.Bench;

/// <summary>Pages of products, unchanged and after a change, beside a bare server with as many bytes.</summary>
internal static class ProductPages
{
    private const int Products = 1000;

    /// <summary>Few, since each is busy with as many bytes as the machine can move.</summary>
    private const int Connections = 8;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>One caller alone needs longer until all that it calls is compiled for good.</summary>
    private static readonly TimeSpan WarmUpAlone = TimeSpan.FromSeconds(15);

    public static Task RunV2Async(TimeSpan length, CancellationToken ct) =>
        RunAsync(shop => $"/stores/{shop.StoreId}/products", length, ct);

    public static Task RunV1Async(TimeSpan length, CancellationToken ct) =>
        RunAsync(shop => $"/api/v1/inventories/stores/{shop.StoreId}/products", length, ct);

    private static async Task RunAsync(Func<Shop, string> pathOf, TimeSpan length, CancellationToken ct)
    {
        using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct);
        var shop = await Shop.OpenAsync(server, ct);
        await shop.CompleteAsync(await shop.PutProductsAsync(SampleGoods.Array(1, Products), ct), ct);
        await MeasureAsync(server, shop, pathOf(shop), length, ct);
    }

    private static async Task MeasureAsync(ServerProcess server, Shop shop, string path, TimeSpan length, CancellationToken ct)
    {
        var size = await shop.SizeAsync(path, ct);
        using var bare = await ServerProcess.StartBareAsync(size, ct);
        var get = Load.Request("GET", path, shop.AppHeaders);
        var limit = await Load.RunAsync(bare, Connections, length, _ => get, ct, WarmUp);
        var unchanged = await Load.RunAsync(server, Connections, length, _ => get, ct, WarmUp);
        var limitAlone = await AloneAsync(bare, get, null, length, ct);
        var changed = await AloneAsync(server, get, Changes(shop), length, ct);
        Table.Print(
            $"GET {path.Replace(shop.StoreId, "…", StringComparison.Ordinal)}, {Products} products, {size} bytes",
            ($"bare server with the same bytes, {Connections} connections, per second", limit.Rate),
            ($"unchanged, {Connections} connections, per second", unchanged.Rate),
            ("processor time of the bare server, microseconds each", limit.Cost),
            ("processor time of ours, microseconds each", unchanged.Cost),
            ("unchanged, ratio (goal 0.60)", unchanged.Rate / limit.Rate),
            ("bare server with the same bytes, one connection, microseconds each", limitAlone),
            ("after a change, one connection, microseconds each", changed),
            ("after a change, ratio (goal 0.15)", limitAlone / changed));
    }

    /// <summary>One caller, who waits for each answer; what is sent before each request is not counted.</summary>
    /// <returns>Microseconds from the request to the end of its answer, on average.</returns>
    private static async Task<double> AloneAsync(
        ServerProcess server, ReadOnlyMemory<byte> get, Func<ReadOnlyMemory<byte>>? before, TimeSpan length, CancellationToken ct)
    {
        using var connection = await Load.ConnectAsync(server.Port, ct);
        await ForAsync(WarmUpAlone);
        return await ForAsync(length);

        async Task<double> ForAsync(TimeSpan duration)
        {
            var (count, spent, whole) = (0L, TimeSpan.Zero, Stopwatch.StartNew());
            while (whole.Elapsed < duration)
            {
                if (before is not null)
                {
                    await connection.AskAsync(before(), ct);
                }

                var started = whole.Elapsed;
                await connection.AskAsync(get, ct);
                spent += whole.Elapsed - started;
                count++;
            }

            return spent.TotalMicroseconds / count;
        }
    }

    /// <summary>Each gives another product another price.</summary>
    private static Func<ReadOnlyMemory<byte>> Changes(Shop shop)
    {
        var number = 0;
        return () =>
        {
            number++;
            var body = Encoding.UTF8.GetBytes($$"""{"price":{{100 + (number % 1000)}}.25}""");
            return Load.Request("PATCH", $"/stores/{shop.StoreId}/products/{SampleGoods.IdOf(1 + (number % Products))}", shop.AppHeaders, body);
        };
    }
}
