namespace Prilavok.Core.Apps;

/// <summary>How much work a pattern is, once all counts in it are written out.</summary>
/// <param name="Places">In the pattern then: so many states the matching may be in.</param>
/// <param name="Repeats">How often its most repeated part stands there then.</param>
public readonly record struct PatternSize(double Places, double Repeats)
{
    /// <summary>Of a pattern that can be compiled; of another, it says nothing.</summary>
    public static PatternSize Of(string pattern)
    {
        var groups = new Stack<(PatternSize Before, PatternSize Last)>();
        var (all, last) = (default(PatternSize), default(PatternSize));
        for (var i = 0; i < pattern.Length;)
        {
            switch (pattern[i])
            {
                case '(':
                    groups.Push((all, last));
                    (all, last) = (default, default);
                    i++;
                    break;
                case ')' when groups.TryPop(out var outer):
                    (last, all) = (all.And(last), outer.Before.And(outer.Last));
                    i++;
                    break;
                case '{' when TryReadCount(pattern, ref i, out var count):
                    last = last.Times(count);
                    break;
                default:
                    all = all.And(last);
                    last = new PatternSize(1, 1);
                    i = EndOfPlace(pattern, i);
                    break;
            }
        }

        return groups.Aggregate(all.And(last), (inner, outer) => outer.Before.And(outer.Last).And(inner));
    }

    private PatternSize And(PatternSize other) => new(Places + other.Places, Math.Max(Repeats, other.Repeats));

    private PatternSize Times(double count) => new(Places * Math.Max(1, count), Repeats * Math.Max(1, count));

    /// <summary>An escaped character is one, and so is a class.</summary>
    private static int EndOfPlace(string pattern, int start)
    {
        if (pattern[start] == '\\')
        {
            return start + 2;
        }

        if (pattern[start] != '[')
        {
            return start + 1;
        }

        var end = start + 1;
        while (end < pattern.Length && (pattern[end] != ']' || end == start + 1))
        {
            end += pattern[end] == '\\' ? 2 : 1;
        }

        return end + 1;
    }

    /// <summary><c>{3}</c>, <c>{3,}</c> or <c>{3,5}</c>; a brace with anything else in it stands for itself.</summary>
    private static bool TryReadCount(string pattern, ref int at, out double count)
    {
        count = 1;
        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return false;
        }

        var numbers = pattern[(at + 1)..end].Split(',');
        if (numbers.Length > 2 || !numbers[0].All(char.IsAsciiDigit) || numbers[0].Length == 0 || !numbers[^1].All(char.IsAsciiDigit))
        {
            return false;
        }

        count = numbers.Where(number => number.Length > 0).Max(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        at = end + 1;
        return true;
    }
}
