using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// The period of v1's documents: no bound means the last month; one bound sets the other a month away; at most a month in one
/// call, and not further back than six. Both bounds are exclusive.
/// </summary>
/// <param name="After">Closed after.</param>
/// <param name="Before">Closed before.</param>
internal readonly record struct DocumentPeriodV1(DateTimeOffset After, DateTimeOffset Before)
{
    public const string NoTime = "must be a time, as 2026-01-31T23:59:59.999+0000, or a day, as 2026-01-31";

    private const string Gt = "gtCloseDate";
    private const string Lt = "ltCloseDate";
    private const int MonthsBack = 6;

    /// <summary>Of the longest month.</summary>
    private const int DaysOfMonth = 31;

    public static bool TryRead(string gt, string lt, DateTimeOffset now, out DocumentPeriodV1 period, out FaultV1? fault)
    {
        period = default;
        if (!TryRead(gt, out var after))
        {
            fault = Fault(Gt, gt, NoTime);
        }
        else if (!TryRead(lt, out var before) || before <= DateTimeOffset.MinValue.AddMonths(1))
        {
            fault = Fault(Lt, lt, NoTime);
        }
        else
        {
            var start = after ?? (before ?? now).AddMonths(-1);
            var end = before ?? (after is null ? now : Earlier(Month(start), now));
            fault = FaultOf(start, end, now, after is null ? (Lt, lt) : (Gt, gt), lt);
            period = new DocumentPeriodV1(start.ToUniversalTime(), end.ToUniversalTime());
        }

        return fault is null;
    }

    private static FaultV1? FaultOf(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, (string Subject, string Value) first, string lt)
    {
        // A day's grace: where the shop is, the day may have begun earlier or end later.
        var earliest = now.AddMonths(-MonthsBack).AddDays(-1);
        if (start < earliest)
        {
            return Fault(
                first.Subject, first.Value,
                $"must not be more than {MonthsBack} months back: what was closed after {Instants.Format(earliest)} can be asked for");
        }

        if (end < start)
        {
            return Fault(first.Subject, first.Value, lt.Length == 0 ? "must not be in the future" : $"must not be after {Lt}");
        }

        return end < Limit(start) || end <= Month(start)
            ? null
            : Fault(
                Lt, lt,
                $"must be at most a month after {Gt}, {DaysOfMonth} days and the rest of the last one: before {Instants.Format(Limit(start))}");
    }

    private static FaultV1 Fault(string subject, string value, string reason) => new(ErrorsV1.Invalid, subject, value) { Reason = reason };

    /// <summary>An empty text is no bound.</summary>
    private static bool TryRead(string text, out DateTimeOffset? at)
    {
        var isRead = Instants.TryParseInItsZone(text, out var read);
        at = isRead ? read : null;
        return isRead || text.Length == 0;
    }

    /// <summary>
    /// The end of the day 31 days on, in the zone of the beginning. Clients ask for calendar months of their own zone, to the last
    /// millisecond, and for 30 or 31 days from some day to the end of another; those who know that the bound is exclusive begin in
    /// the last second of the day before.
    /// </summary>
    private static DateTimeOffset Limit(DateTimeOffset start) => start > DateTimeOffset.MaxValue.AddDays(-DaysOfMonth - 2)
        ? DateTimeOffset.MaxValue
        : new DateTimeOffset(start.AddSeconds(1).Date, start.Offset).AddDays(DaysOfMonth + 1);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Month(DateTimeOffset from) =>
        from > DateTimeOffset.MaxValue.AddMonths(-1) ? DateTimeOffset.MaxValue : from.AddMonths(1);
}
