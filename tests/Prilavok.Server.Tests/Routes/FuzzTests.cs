using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Routing;
using Prilavok.Core;
using Prilavok.Server.Tests.BadInput;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>
/// Generated nonsense for every route: the answer is yes or no in the words of the surface, and never a fault of the server.
/// The same seed makes the same requests; another one is given by <c>PRILAVOK_TEST_SEED</c>.
/// </summary>
public abstract class FuzzTests<TStore> : IAsyncLifetime
    where TStore : StoreFixture, new()
{
    private const int Requests = 30;

    /// <summary>They end what the others need: the account, the session of its owner.</summary>
    private static readonly string[] Last = ["manage.logout", "sandbox.tenants.remove"];

    private readonly int _seed = int.Parse(Environment.GetEnvironmentVariable("PRILAVOK_TEST_SEED") ?? "20261124", CultureInfo.InvariantCulture);
    private ServerFixture _server = null!;
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(new TStore(), settings: Servers.Administered);
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_partner is not null)
        {
            await _partner.DisposeAsync();
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_request_is_a_fault_of_the_server()
    {
        var account = await Account.OpenAsync(_server.Http, _partner);
        using var unpacking = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false });
        unpacking.BaseAddress = _server.Http.BaseAddress;
        var sent = 0;
        var wrong = new List<string>();
        foreach (var route in _server.Routes.OrderBy(route => Array.IndexOf(Last, route.Name())).ThenBy(route => Samples.MethodOf(route) == HttpMethod.Delete))
        {
            var caller = account.For(Door.Of(route).Kind) with { Http = unpacking };
            for (var i = 0; i < Requests; i++, sent++)
            {
                var random = new Random(HashOf($"{_seed} {route.Name()} {i}"));
                var odd = OddRequest.Next(random, route, account);
                if (await FaultOfAsync(route, caller, odd) is { } fault)
                {
                    wrong.Add($"seed {_seed}, {route.Name()}, request {i}: {odd} {fault}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(sent > 100 * Requests, "Routes are missing.");
        (await new Caller(_server.Http).GetAsync("/readyz")).Expect(200);
        Assert.Empty(_server.Errors);
    }

    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    private async Task<string?> FaultOfAsync(RouteEndpoint route, Caller caller, OddRequest odd)
    {
        var errors = _server.Errors.Count;
        using var content = odd.Content();
        Answer answer;
        try
        {
            answer = await caller.SendAsync(odd.Method, odd.Path, content, odd.RequestHeaders());
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException)
        {
            return $"was not answered: {e}";
        }

        if (answer.Status is < 200 or >= 500 || _server.Errors.Count > errors)
        {
            return $"answered {answer.Status}: {answer.Text}\n{string.Join('\n', _server.Errors.Skip(errors))}";
        }

        // What is no HTTP is refused before it is known whose path it is; OAuth and a wait that was too short have words of their own.
        var isPlain = answer.Status < 400 || answer.Bytes.Length == 0 || route.Name() is "oauth.token" or "sandbox.settle";
        return isPlain || Record.Exception(() => Scene.AssertRefusal(answer, "")) is not { } refusal ? null : refusal.Message;
    }

    /// <summary>The same in every process, as that of the runtime is not.</summary>
    private static int HashOf(string text) => int.Parse(Ids.HashOf(text)[..7], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

public sealed class SqliteFuzzTests : FuzzTests<SqliteFixture>;

public sealed class PostgreSqlFuzzTests : FuzzTests<PostgreSqlFixture>;
