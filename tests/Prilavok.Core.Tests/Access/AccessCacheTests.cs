using System.Collections.Frozen;
using Microsoft.Extensions.Time.Testing;
using Prilavok.Core.Access;
using Xunit;

namespace Prilavok.Core.Tests.Access;

public sealed class AccessCacheTests
{
    private const string Owner = "01-000000000000001";
    private const string Other = "01-000000000000002";

    private readonly FakeTimeProvider _clock = new();
    private readonly AccessCache _cache;

    public AccessCacheTests() => _cache = new AccessCache(_clock);

    [Fact]
    public void What_is_remembered_is_found_and_nothing_else()
    {
        var grant = GrantOf(Owner);
        _cache.Remember("token", grant, _cache.VersionOf(Owner));

        Assert.True(_cache.TryGet("token", out var found));
        Assert.Same(grant, found);
        Assert.False(_cache.TryGet("TOKEN", out var stranger));
        Assert.Same(Grant.Unknown, stranger);
    }

    [Fact]
    public void A_change_of_an_owner_forgets_all_tokens_of_that_owner_and_no_other()
    {
        _cache.Remember("mine", GrantOf(Owner), _cache.VersionOf(Owner));
        _cache.Remember("also mine", new Grant.OfOwner(Owner, "login"), _cache.VersionOf(Owner));
        _cache.Remember("theirs", GrantOf(Other), _cache.VersionOf(Other));

        _cache.Forget(Owner);

        Assert.False(_cache.TryGet("mine", out _));
        Assert.False(_cache.TryGet("also mine", out _));
        Assert.True(_cache.TryGet("theirs", out _));
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_remembered_after_it()
    {
        var version = _cache.VersionOf(Owner);
        _cache.Forget(Owner);

        _cache.Remember("token", GrantOf(Owner), version);

        Assert.False(_cache.TryGet("token", out _));
    }

    [Fact]
    public async Task A_change_while_remembering_wins_whichever_comes_first()
    {
        using var together = new Barrier(2);
        for (var i = 0; i < 3_000; i++)
        {
            var version = _cache.VersionOf(Owner);
            var remembering = Task.Run(() =>
            {
                together.SignalAndWait();
                _cache.Remember("token", GrantOf(Owner), version);
            });
            var forgetting = Task.Run(() =>
            {
                together.SignalAndWait();
                _cache.Forget(Owner);
            });
            await Task.WhenAll(remembering, forgetting);

            Assert.False(_cache.TryGet("token", out _));
        }
    }

    /// <summary>Another node's change may go unheard; then the memory is trusted for half a minute and no longer.</summary>
    [Fact]
    public void What_is_remembered_is_trusted_for_half_a_minute()
    {
        _cache.Remember("token", GrantOf(Owner), _cache.VersionOf(Owner));

        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.True(_cache.TryGet("token", out _));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(_cache.TryGet("token", out _));
    }

    private static Grant.OfApp GrantOf(string ownerId) => new(ownerId, "app", FrozenSet<string>.Empty);
}
