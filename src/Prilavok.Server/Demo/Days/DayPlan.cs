using Prilavok.Server.Demo.Chance;

namespace Prilavok.Server.Demo.Days;

/// <summary>Something that happens at a terminal.</summary>
/// <param name="Second">Of the day, local time.</param>
/// <param name="Type">The document it makes: SELL, PAYBACK, …</param>
internal readonly record struct Step(int Second, int Till, string Type);

/// <summary>
/// When what happens on a day. It does not depend on the date, so the same seed lives through the same days whenever the shop is
/// made, and a plan can be cut off at any second without changing what came before.
/// </summary>
internal static class DayPlan
{
    private const int Hour = 3600;

    private static readonly Habit[] Habits =
    [
        new("ACCEPT", 3, 0, 9, 10),
        new("REVALUATION", 8, 3, 10, 11),
        new("INVENTORY", 7, 2, 11, 12),
        new("WRITE_OFF", 5, 1, 12, 13),
        new("RETURN", 9, 6, 13, 14),
        new("BUY", 10, 1, 14, 15),
        new("BUYBACK", 10, 5, 15, 16),
        new("PAYBACK", 3, 1, 16, 18),
        new("OPEN_TARE", 6, 4, 18, 19),
    ];

    /// <summary>Every so many days, from a first one on, between two hours.</summary>
    private readonly record struct Habit(string Type, int Every, int First, int From, int To);

    /// <summary>The steps of all terminals in the order of time; no two of one terminal in the same second.</summary>
    public static List<Step> Of(int day, int tills, Dice dice)
    {
        var steps = new List<Step>(tills * 16);
        for (var till = 0; till < tills; till++)
        {
            var own = new List<Step>(16);
            AddFrame(own, day, till, dice);
            for (var sales = dice.Between(3, 5); sales > 0; sales--)
            {
                own.Add(new Step(dice.Between(9 * Hour, (21 * Hour) - 1), till, "SELL"));
            }

            // A terminal does its things a few days apart from its neighbour.
            foreach (var habit in Habits.Where(habit => (day + (2 * till)) % habit.Every == habit.First))
            {
                own.Add(new Step(dice.Between(habit.From * Hour, (habit.To * Hour) - 1), till, habit.Type));
            }

            own.Sort(static (a, b) => a.Second.CompareTo(b.Second));
            Spread(own);
            steps.AddRange(own);
        }

        steps.Sort(static (a, b) => (a.Second, a.Till).CompareTo((b.Second, b.Till)));
        return steps;
    }

    /// <summary>What every day begins and ends with.</summary>
    private static void AddFrame(List<Step> steps, int day, int till, Dice dice)
    {
        var opens = (8 * Hour) + dice.Below(1200);
        steps.Add(new Step(opens, till, "OPEN_SESSION"));
        steps.Add(new Step(opens + dice.Between(15, 50), till, "POS_OPEN_SESSION"));
        steps.Add(new Step(opens + dice.Between(60, 300), till, "CASH_INCOME"));
        var closes = (21 * Hour) + dice.Between(300, 1500);
        if ((day + till) % 2 == 0)
        {
            steps.Add(new Step(closes - dice.Between(60, 200), till, "X_REPORT"));
        }

        steps.Add(new Step(closes, till, "CASH_OUTCOME"));
        steps.Add(new Step(closes + dice.Between(30, 100), till, "Z_REPORT"));
        steps.Add(new Step(closes + dice.Between(105, 140), till, "CLOSE_SESSION"));
    }

    private static void Spread(List<Step> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            steps[i] = steps[i] with { Second = Math.Max(steps[i].Second, steps[i - 1].Second + 7) };
        }
    }
}
