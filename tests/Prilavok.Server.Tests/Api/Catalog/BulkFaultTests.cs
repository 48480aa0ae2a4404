using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Catalog;
using Prilavok.Server.Host;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>What becomes of a task that this program cannot do, by a mistake of its own.</summary>
public sealed class BulkFaultTests
{
    [Fact]
    public async Task A_task_that_breaks_off_again_and_again_is_declined_with_what_was_done_and_the_next_one_runs()
    {
        await using var store = new SqliteFixture();
        await store.InitializeAsync();
        var settings = new Dictionary<string, string?>(store.Settings)
        {
            ["Prilavok:Urls"] = "http://127.0.0.1:0",
            ["Prilavok:Demo"] = "false",
            ["Prilavok:Catalogue:BulkFaultPause"] = "00:00:00.100",
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var server = PrilavokHost.Build(settings, services =>
        {
            var inner = services.Single(service => service.ServiceType == typeof(IProducts)).ImplementationType!;
            services.AddSingleton(provider => Poisoned.Over((IProducts)ActivatorUtilities.CreateInstance(provider, inner)));
        });
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        var tenant = await Tenant.CreateAsync(http, new { name = "Importer" });
        var products = $"/stores/{await tenant.AddStoreAsync()}/products";

        var items = Enumerable.Range(0, 250).Select(_ => Goods.V2(Goods.NewId())).Append(Goods.V2(Goods.NewId(), name: Poisoned.Name));
        var poisonous = (await tenant.App.SendAsync(HttpMethod.Put, products, Caller.ContentOf(items.ToArray()))).Expect(202).Json;
        var harmless = (await tenant.App.SendAsync(HttpMethod.Put, products, Caller.ContentOf(new[] { Goods.V2(Goods.NewId()) }))).Expect(202).Json;
        await tenant.SettleAsync();

        var declined = await TaskAsync(poisonous);
        Assert.Equal("DECLINED", (string)declined["status"]!);
        Assert.Equal(200, declined["details"]!.AsArray().Count);
        Assert.Equal("COMPLETED", (string)(await TaskAsync(harmless))["status"]!);
        Assert.Equal(201, (await tenant.App.GetAsync(products)).Expect(200).Json["items"]!.AsArray().Count);

        async Task<JsonNode> TaskAsync(JsonNode task) => (await tenant.App.GetAsync($"/bulks/{task["id"]}")).Expect(200).Json;
    }

    /// <summary>Products that cannot be kept when one of them has a certain name.</summary>
    public class Poisoned : DispatchProxy
    {
        public const string Name = "poison";

        private IProducts _inner = null!;

        public static IProducts Over(IProducts inner)
        {
            var proxy = Create<IProducts, Poisoned>();
            ((Poisoned)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IProducts.SaveAsync) && ((IEnumerable<Product>)args![1]!).Any(product => product.Name == Name)
                ? throw new InvalidOperationException("A mistake.")
                : targetMethod.Invoke(_inner, args);
    }
}
