using System.Collections.Concurrent;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Prilavok.Server.Tests.Kit;

/// <summary>One server per engine for all tests that need nothing special of it: each test makes a tenant of its own there.</summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<Task<ServerFixture>>> _servers = new();

    public Task<ServerFixture> OfAsync<TStore>()
        where TStore : StoreFixture, new() =>
        _servers.GetOrAdd(typeof(TStore), _ => new Lazy<Task<ServerFixture>>(() => ServerFixture.StartAsync(new TStore()))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
