using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Prilavok.Core.Tests;

public sealed class OwnerMemoryTests
{
    private const string Owner = "01-000000000000001";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Nothing_that_is_missing_is_remembered_as_missing_only()
    {
        var memory = new OwnerMemory<int, string?>(_clock, TimeSpan.FromSeconds(2));

        memory.Remember(1, Owner, null, memory.VersionOf(Owner));

        Assert.True(memory.TryGet(1, out var known));
        Assert.Null(known);
        Assert.False(memory.TryGet(2, out _));
    }

    [Fact]
    public void Each_memory_is_trusted_for_its_own_while()
    {
        var memory = new OwnerMemory<int, string>(_clock, TimeSpan.FromSeconds(2));
        memory.Remember(1, Owner, "a", memory.VersionOf(Owner));

        _clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.True(memory.TryGet(1, out _));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(memory.TryGet(1, out _));
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_remembered_after_it()
    {
        var memory = new OwnerMemory<int, string>(_clock, TimeSpan.FromSeconds(2));
        var version = memory.VersionOf(Owner);
        memory.Forget(Owner);

        memory.Remember(1, Owner, "former", version);

        Assert.False(memory.TryGet(1, out _));
    }
}
