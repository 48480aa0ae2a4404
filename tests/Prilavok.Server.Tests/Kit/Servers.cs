using System.Collections.Concurrent;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Prilavok.Server.Tests.Kit;

/// <summary>
/// Two servers per engine for all tests that need nothing special of them: one in real time, one whose time stands still.
/// Each test makes a tenant of its own there, and turns at most its own tenant's clock.
/// </summary>
public sealed class Servers : IAsyncDisposable
{
    /// <summary>An administrator, and a gateway for messages that nobody answers at.</summary>
    public static readonly (string Name, string Value)[] Administered =
        [("AdminPassword", People.AdminPassword), ("Accounts:MessagesUrl", "http://127.0.0.1:9/")];

    /// <summary>Every test calls from this machine, many at a time, and with codes that nobody was given.</summary>
    private static readonly (string Name, string Value)[] Guessed = [("Terminals:WrongCodes", "100000"), ("Terminals:WrongCodesInAll", "1000000"), ("Accounts:Hashers", "8")];

    /// <summary>A receiver on a machine at its limits is slow, not silent; what is silent is tested on servers of its own.</summary>
    private static readonly (string Name, string Value)[] Patient = [("Webhooks:Timeout", "00:00:45"), .. Administered, .. Guessed];

    private readonly ConcurrentDictionary<(Type Store, bool IsStill), Lazy<Task<ServerFixture>>> _servers = new();

    public Task<ServerFixture> OfAsync<TStore>(bool isStill)
        where TStore : StoreFixture, new() => _servers.GetOrAdd(
            (typeof(TStore), isStill),
            key => new Lazy<Task<ServerFixture>>(() => ServerFixture.StartAsync(new TStore(), isTurned: key.IsStill, Patient))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
