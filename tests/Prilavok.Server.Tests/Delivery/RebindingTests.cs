using System.Net;
using Microsoft.Extensions.Options;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Names that change their answers: what was judged is what is dialled, and each connection is judged.</summary>
public sealed class RebindingTests : IAsyncLifetime
{
    private static readonly IPAddress Here = IPAddress.Loopback;

    private readonly List<string> _asked = [];
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync() => _partner = await PartnerService.StartAsync();

    public ValueTask DisposeAsync() => _partner.DisposeAsync();

    [Fact]
    public async Task A_name_is_looked_up_once_for_a_connection_and_not_asked_again_when_it_is_dialled()
    {
        // Asked a second time, it would lead to where nobody is.
        using var http = Client(PrivateAddresses.Everybody, [Here], [IPAddress.Parse("127.0.0.99")]);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(http));

        Assert.Equal(["rebind.test"], _asked);
        Assert.Single(_partner.Received);
    }

    [Fact]
    public async Task Each_connection_is_judged_anew_whatever_the_name_said_before()
    {
        using var http = Client(PrivateAddresses.Nobody, [Here], [IPAddress.Parse("::ffff:127.0.0.1"), IPAddress.IPv6Loopback, Here]);

        for (var i = 0; i < 2; i++)
        {
            var e = await Assert.ThrowsAnyAsync<HttpRequestException>(() => CallAsync(http));
            Assert.Contains("rebind.test is a private address", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, _asked.Count);
        Assert.Empty(_partner.Received);
    }

    [Fact]
    public async Task A_name_without_an_address_is_called_by_nobody()
    {
        using var http = Client(PrivateAddresses.Nobody, []);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CallAsync(http));

        Assert.Empty(_partner.Received);
    }

    private async Task<HttpStatusCode> CallAsync(OutgoingHttp http)
    {
        var owner = new Owner("01-000000000000001", "a@b.test", IsSandbox: true, TimeSpan.Zero, default, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://rebind.test:{new Uri(_partner.Url).Port}/");
        using var response = await http.SendAsync(request, owner, appId: null, Way.Begin(), CancellationToken.None);
        return response.StatusCode;
    }

    /// <param name="answers">Of the name, one after the other; the last one stays.</param>
    private OutgoingHttp Client(PrivateAddresses allowed, params IPAddress[][] answers) => new(
        Options.Create(new DeliveryOptions { PrivateAddresses = allowed }),
        null!,
        (host, _) =>
        {
            _asked.Add(host);
            return Task.FromResult(answers[Math.Min(_asked.Count, answers.Length) - 1]);
        },
        TimeProvider.System);
}
