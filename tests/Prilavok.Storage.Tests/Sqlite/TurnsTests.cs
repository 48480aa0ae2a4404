using Prilavok.Storage.Sqlite;
using Xunit;

namespace Prilavok.Storage.Tests.Sqlite;

/// <summary>Who is next at the writer.</summary>
public sealed class TurnsTests
{
    private const long Turn = 2;

    [Fact]
    public void One_with_much_to_write_waits_for_itself_and_others_do_not()
    {
        var turns = new Turns<string>(Turn);
        AddMany(turns, "noisy", 100);
        turns.Add("quiet", "quiet 0");
        turns.Add("other", "other 0");

        Assert.Equal(["noisy 0", "quiet 0", "other 0", "noisy 1"], TakeAll(turns, each: 10).Take(4));
    }

    [Fact]
    public void Small_units_that_come_together_stay_together_for_a_turn()
    {
        var turns = new Turns<string>(turn: 3);
        AddMany(turns, "a", 5);
        AddMany(turns, "b", 5);

        Assert.Equal(["a 0", "a 1", "a 2", "b 0", "b 1", "b 2", "a 3", "a 4", "b 3", "b 4"], TakeAll(turns, each: 1));
    }

    [Fact]
    public void What_is_of_no_owner_has_every_second_turn_and_no_more()
    {
        var turns = new Turns<string>(Turn);
        AddMany(turns, "a", 3);
        AddMany(turns, "b", 3);
        AddMany(turns, null, 4);

        Assert.Equal(["- 0", "a 0", "- 1", "b 0", "- 2", "a 1", "- 3", "b 1", "a 2", "b 2"], TakeAll(turns, each: Turn));
    }

    /// <summary>Whatever comes when: nothing is lost, each owner's own order stays, and nobody is passed over more than once a round.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Everybody_comes_once_a_round_in_the_own_order(int seed)
    {
        var chance = new Random(seed);
        var turns = new Turns<(string? Owner, int Number)>(Turn);
        string?[] owners = [null, "a", "b", "c", "d"];
        var (added, taken) = (owners.ToDictionary(owner => owner ?? "", _ => 0), owners.ToDictionary(owner => owner ?? "", _ => 0));
        var since = owners.ToDictionary(owner => owner ?? "", _ => 0);
        var now = 0L;
        for (var step = 0; step < 20_000; step++)
        {
            if (step < 15_000 && chance.Next(2) == 0)
            {
                var owner = owners[chance.Next(3) == 0 ? chance.Next(owners.Length) : 1];
                turns.Add(owner, (owner, added[owner ?? ""]++));
            }
            else if (turns.TryTake(now, out var item))
            {
                now += Turn + chance.Next(5);
                var key = item.Owner ?? "";
                Assert.Equal(taken[key]++, item.Number);
                since[key] = 0;
                foreach (var other in since.Keys.Where(other => other != key).ToList())
                {
                    since[other] = taken[other] < added[other] ? since[other] + 1 : 0;
                    Assert.InRange(since[other], 0, 2 * owners.Length);
                }
            }
        }

        Assert.Equal(added, taken);
        Assert.Equal(0, turns.Count);
    }

    private static void AddMany(Turns<string> turns, string? owner, int count)
    {
        for (var i = 0; i < count; i++)
        {
            turns.Add(owner, $"{owner ?? "-"} {i}");
        }
    }

    private static IEnumerable<string> TakeAll(Turns<string> turns, long each)
    {
        for (var now = 0L; turns.TryTake(now, out var item); now += each)
        {
            yield return item;
        }
    }
}
