using System.Xml;

namespace Prilavok.Server.Api.Wire;

/// <summary>ISO 8601 durations without months and years, whose length is not fixed.</summary>
internal static class Periods
{
    public static bool TryParse(string text, out TimeSpan period)
    {
        period = default;
        if (text.Length is 0 or > 40 || HasMonthsOrYears(text))
        {
            return false;
        }

        try
        {
            period = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static bool HasMonthsOrYears(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var date = time < 0 ? text : text[..time];
        return date.Contains('M', StringComparison.Ordinal) || date.Contains('Y', StringComparison.Ordinal);
    }
}
