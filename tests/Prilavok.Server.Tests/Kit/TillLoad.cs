using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Prilavok.Server.Tests.Kit;

/// <summary>A document that was answered; one of the product was sold.</summary>
public sealed record Sale(Till Till, JsonNode Document, string Product);

/// <summary>Terminals that sell, so many times or without a break, and send what was not answered again until it is.</summary>
public sealed class TillLoad(IReadOnlyList<Till> tills, IReadOnlyList<string> products, int seed)
{
    private readonly ConcurrentDictionary<string, Sale> _sold = new(StringComparer.Ordinal);
    private bool _isClosing;
    private TaskCompletionSource _answered = New();
    private int _resent;
    private Task _running = Task.CompletedTask;

    /// <summary>Every answered document by its id.</summary>
    public IReadOnlyDictionary<string, Sale> Sold => _sold;

    /// <summary>Requests that got no answer and were sent again.</summary>
    public int Resent => Volatile.Read(ref _resent);

    /// <summary>They sell until <see cref="CloseAsync"/>.</summary>
    public void Start()
    {
        Volatile.Write(ref _isClosing, false);
        _running = Task.WhenAll(tills.Select((till, i) => Task.Run(() => SellAsync(till, new Random(seed + i)))));
    }

    /// <summary>Each of them sells so many times, one by one.</summary>
    public async Task SellAsync(int count)
    {
        foreach (var till in tills)
        {
            for (var i = 0; i < count; i++)
            {
                await BringAsync(till, [Goods.Document("SELL", products[i % products.Count], 1)]);
            }
        }
    }

    /// <summary>Waits until so many more documents are answered.</summary>
    public async Task WaitForMoreAsync(int count)
    {
        var goal = _sold.Count + count;
        while (_sold.Count < goal && !_running.IsCompleted)
        {
            var answered = Volatile.Read(ref _answered).Task;
            if (_sold.Count < goal)
            {
                await Task.WhenAny(answered, _running);
            }
        }
    }

    /// <summary>Lets every terminal bring home what it has begun.</summary>
    public async Task CloseAsync()
    {
        Volatile.Write(ref _isClosing, true);
        await _running;
    }

    private async Task SellAsync(Till till, Random random)
    {
        while (!Volatile.Read(ref _isClosing))
        {
            var sales = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Goods.Document("SELL", products[random.Next(products.Count)], 1)).ToArray<JsonNode>();
            await BringAsync(till, sales);
            Interlocked.Exchange(ref _answered, New()).TrySetResult();
        }
    }

    private async Task BringAsync(Till till, JsonNode[] sales)
    {
        while (true)
        {
            try
            {
                var taken = await till.SendAsync(sales);
                Xunit.Assert.Equal(sales.Length, taken.Accepted.Count + taken.Duplicates.Count);
                foreach (var sale in sales)
                {
                    _sold[(string)sale["id"]!] = new Sale(till, sale, (string)sale["body"]!["positions"]![0]!["product_id"]!);
                }

                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                Interlocked.Increment(ref _resent); // Killed in the middle: whether it was kept is not known, so it is sent again.
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
