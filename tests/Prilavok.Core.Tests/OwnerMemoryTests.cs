using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Prilavok.Core.Tests;

public sealed class OwnerMemoryTests
{
    private const string Owner = "01-000000000000001";

    private const int Most = 100_000;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Nothing_that_is_missing_is_remembered_as_missing_only()
    {
        var memory = new OwnerMemory<int, string?>(_clock, Age);

        memory.Remember(1, null, memory.VersionOf(Owner));

        Assert.True(memory.TryGet(1, out var known));
        Assert.Null(known);
        Assert.False(memory.TryGet(2, out _));
    }

    [Fact]
    public void Each_memory_is_trusted_for_its_own_while()
    {
        var memory = new OwnerMemory<int, string>(_clock, Age);
        memory.Remember(1, "a", memory.VersionOf(Owner));

        _clock.Advance(Age - TimeSpan.FromTicks(1));
        Assert.True(memory.TryGet(1, out _));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(memory.TryGet(1, out _));
    }

    /// <summary>In whatever order things happen, an entry is given out until a change of its owner follows its version, and no longer.</summary>
    [Fact]
    public void Entries_of_owners_that_changed_are_never_given_out_and_those_of_others_are()
    {
        var steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 5], (what, owner, key) => (what, owner, key));
        steps.Array[1, 60].Sample(all =>
        {
            var memory = new OwnerMemory<int, int>(_clock, Age);
            var changes = new int[4];
            var taken = new (OwnerVersion Version, int Number)?[4];
            var model = new Dictionary<int, (int Owner, int Value, int Number)>();
            for (var i = 0; i < all.Length; i++)
            {
                var (what, owner, key) = all[i];
                switch (what)
                {
                    case 0:
                        memory.ForgetAll();
                        changes = [.. changes.Select(number => number + 1)];
                        break;
                    case <= 2:
                        memory.Forget($"o{owner}");
                        changes[owner]++;
                        break;
                    case <= 5:
                        taken[owner] = (memory.VersionOf($"o{owner}"), changes[owner]);
                        break;
                    default:
                        if (taken[owner] is var (version, number))
                        {
                            memory.Remember(key, i, version);
                            if (number == changes[owner])
                            {
                                model[key] = (owner, i, number);
                            }
                        }

                        break;
                }

                foreach (var known in Enumerable.Range(0, 6))
                {
                    var isFound = memory.TryGet(known, out var value);
                    if (isFound != IsKnown(known) || (isFound && value != model[known].Value))
                    {
                        return false;
                    }
                }
            }

            return true;

            bool IsKnown(int key) => model.TryGetValue(key, out var entry) && entry.Number == changes[entry.Owner];
        });
    }

    /// <summary>A reader may be anywhere between taking its version and remembering when a change is made: it never undoes the change.</summary>
    [Fact]
    public async Task Readers_that_remember_while_an_owner_changes_leave_nothing_of_before()
    {
        const int Changes = 20_000;
        var memory = new OwnerMemory<int, int>(_clock, Age);
        var (truth, isOver) = (0, false);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var version = memory.VersionOf(Owner);
                memory.Remember(1, Volatile.Read(ref truth), version);
            }
        })).ToList();

        var (stale, found) = (0, 0);
        for (var change = 1; change <= Changes || found == 0; change++)
        {
            Volatile.Write(ref truth, change);
            if (change % 100 == 0)
            {
                memory.ForgetAll();
            }
            else
            {
                memory.Forget(Owner);
            }

            for (var look = 0; look < 5; look++)
            {
                if (memory.TryGet(1, out var known))
                {
                    found++;
                    stale += known < change ? 1 : 0;
                }
            }
        }

        Volatile.Write(ref isOver, true);
        await Task.WhenAll(readers);
        Assert.Equal(0, stale);
    }

    [Fact]
    public void However_many_entries_come_the_memory_is_bounded_and_goes_on()
    {
        var memory = new OwnerMemory<int, int>(_clock, Age);
        for (var key = 0; key < Most; key++)
        {
            memory.Remember(key, key, memory.VersionOf(Owner));
        }

        Assert.True(memory.TryGet(0, out _));
        memory.Remember(Most, Most, memory.VersionOf(Owner));
        memory.Remember(Most + 1, Most + 1, memory.VersionOf(Owner));

        Assert.Equal([Most + 1], Enumerable.Range(0, Most + 2).Where(key => memory.TryGet(key, out _)));
    }

    [Fact]
    public void However_many_owners_come_the_memory_is_bounded_and_goes_on()
    {
        var memory = new OwnerMemory<string, int>(_clock, Age);
        memory.Remember("first", 1, memory.VersionOf(Owner));
        for (var other = 1; other < Most; other++)
        {
            memory.Forget($"o{other}"); // Counts nothing of an owner that nobody asked for.
            memory.VersionOf($"o{other}");
        }

        Assert.True(memory.TryGet("first", out _));
        memory.Remember("next", 2, memory.VersionOf("one more"));

        Assert.False(memory.TryGet("first", out _));
        Assert.True(memory.TryGet("next", out _));
        memory.Forget("one more");
        Assert.False(memory.TryGet("next", out _));
    }
}
