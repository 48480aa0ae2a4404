using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// The period of v1's documents: no bound means the last month; one bound sets the other a month away; at most a month in one
/// call, and not further back than six. Both bounds are exclusive.
/// </summary>
/// <param name="After">Closed after.</param>
/// <param name="Before">Closed before.</param>
internal readonly record struct DocumentPeriodV1(DateTimeOffset After, DateTimeOffset Before)
{
    private const int MonthsBack = 6;

    /// <param name="wrong">The parameter that is wrong, when the answer is false.</param>
    public static bool TryRead(string gt, string lt, DateTimeOffset now, out DocumentPeriodV1 period, out string wrong)
    {
        period = default;
        wrong = "gtCloseDate";
        DateTimeOffset? after = null;
        if (gt.Length > 0)
        {
            if (!Instants.TryParse(gt, out var at))
            {
                return false;
            }

            after = at;
        }

        wrong = "ltCloseDate";
        DateTimeOffset? before = null;
        if (lt.Length > 0)
        {
            if (!Instants.TryParse(lt, out var at) || at <= DateTimeOffset.MinValue.AddMonths(1))
            {
                return false;
            }

            before = at;
        }

        var start = after ?? (before ?? now).AddMonths(-1);
        var end = before ?? Earlier(Month(start), now);
        if (before is null && after is null)
        {
            end = now;
        }

        wrong = "gtCloseDate";
        if (start < now.AddMonths(-MonthsBack).AddDays(-1) || end < start)
        {
            return false;
        }

        wrong = "ltCloseDate";
        if (end > Month(start))
        {
            return false;
        }

        period = new DocumentPeriodV1(start, end);
        return true;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Month(DateTimeOffset from) =>
        from > DateTimeOffset.MaxValue.AddMonths(-1) ? DateTimeOffset.MaxValue : from.AddMonths(1);
}
