using System.Globalization;
using System.Text.RegularExpressions;
using Prilavok.Core;

namespace Prilavok.Server.Wire;

/// <summary>
/// ISO 8601 durations: <c>P1Y</c>, <c>P1M</c>, <c>P1W</c>, <c>P14D</c>, <c>PT1H30M</c>, <c>PT0.5S</c>, and several together. None is
/// negative.
/// </summary>
internal static partial class Periods
{
    /// <summary>How they are told from what is none.</summary>
    public const string Forms = "as P1Y, P1M, P1W, P14D, PT2H30M or several together";

    private const int MonthsOfYear = 12;
    private const int DaysOfWeek = 7;

    public static bool TryParse(string text, out CalendarSpan period)
    {
        period = default;
        if (Pattern().Match(text) is not { Success: true } match)
        {
            return false;
        }

        // Nine digits each: no sum of them leaves 64 bits, though it may leave the calendar.
        var months = (Of(match, "years") * MonthsOfYear) + Of(match, "months");
        var days = (Of(match, "weeks") * DaysOfWeek) + Of(match, "days");
        var seconds = (days * TimeSpan.SecondsPerDay) + (Of(match, "hours") * TimeSpan.SecondsPerHour)
            + (Of(match, "minutes") * TimeSpan.SecondsPerMinute) + Of(match, "seconds");
        if (months > int.MaxValue || seconds >= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
        {
            return false;
        }

        period = new CalendarSpan((int)months, new TimeSpan((seconds * TimeSpan.TicksPerSecond) + TicksOf(match.Groups["fraction"].Value)));
        return true;
    }

    /// <param name="days">Behind the months.</param>
    public static string Write(int months, int days) => (months, days) switch
    {
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"P{days}D"),
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"P{months}M"),
        _ => string.Create(CultureInfo.InvariantCulture, $"P{months}M{days}D"),
    };

    private static long Of(Match match, string name) =>
        match.Groups[name] is { Success: true, ValueSpan: var digits } ? long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static long TicksOf(string fraction) =>
        fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0').AsSpan(0, 7), NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\AP(?=[0-9T])((?<years>[0-9]{1,9})Y)?((?<months>[0-9]{1,9})M)?((?<weeks>[0-9]{1,9})W)?((?<days>[0-9]{1,9})D)?"
        + @"(T(?=[0-9])((?<hours>[0-9]{1,9})H)?((?<minutes>[0-9]{1,9})M)?((?<seconds>[0-9]{1,9})([.,](?<fraction>[0-9]{1,9}))?S)?)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
