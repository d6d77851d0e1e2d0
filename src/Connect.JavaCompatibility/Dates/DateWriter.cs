using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Dates;

/// <summary>Writes a point in time by the pieces of a pattern.</summary>
internal static class DateWriter
{
    public static string Write(DatePatternItem[] items, long unixMilliseconds)
    {
        var day = HybridCalendar.FloorDivide(unixMilliseconds, HybridCalendar.MillisecondsPerDay);
        var millisecond = (int)(unixMilliseconds - (day * HybridCalendar.MillisecondsPerDay));
        var (year, month, dayOfMonth) = HybridCalendar.FromDay(day);
        var output = new StringBuilder();
        foreach (var item in items)
        {
            if (item.IsLiteral)
                output.Append(item.Literal);
            else if (!WriteText(output, item, year, month, day, millisecond))
                WriteNumber(output, item, Number(item.Letter, year, month, dayOfMonth, day, millisecond));
        }
        return output.ToString();
    }

    private static bool WriteText(StringBuilder output, DatePatternItem item, long year, int month, long day, int millisecond)
    {
        string? text = item.Letter switch
        {
            'G' => DateTexts.Eras[year > 0 ? 1 : 0],
            'a' => DateTexts.HalfDays[millisecond / 43_200_000],
            'E' => Shorten(DateTexts.Days[HybridCalendar.DayOfWeek(day) - 1], item.Count),
            'M' or 'L' when item.Count >= 3 => Shorten(DateTexts.Months[month], item.Count),
            'z' => item.Count >= 4 ? "Coordinated Universal Time" : "UTC",
            'Z' => "+0000",
            'X' => "Z",
            _ => null,
        };
        output.Append(text);
        return text is not null;
    }

    private static string Shorten(string name, int count) => count >= 4 ? name : name[..3];

    private static long Number(char letter, long year, int month, int dayOfMonth, long day, int millisecond) => letter switch
    {
        'y' => year > 0 ? year : 1 - year,
        'Y' => HybridCalendar.WeekYear(day, year),
        'M' or 'L' => month + 1,
        'd' => dayOfMonth,
        'H' => millisecond / 3_600_000,
        'k' => millisecond / 3_600_000 is 0 ? 24 : millisecond / 3_600_000,
        'K' => millisecond / 3_600_000 % 12,
        'h' => millisecond / 3_600_000 % 12 is 0 ? 12 : millisecond / 3_600_000 % 12,
        'm' => millisecond / 60_000 % 60,
        's' => millisecond / 1000 % 60,
        'S' => millisecond % 1000,
        'D' => HybridCalendar.DayOfYear(day, year),
        'F' => HybridCalendar.DayInMonth(day, dayOfMonth) / 7 + 1,
        'w' => HybridCalendar.WeekOfYear(day, year),
        'W' => HybridCalendar.WeekOfMonth(day, dayOfMonth),
        'u' => HybridCalendar.DayOfWeek(day) is 1 ? 7 : HybridCalendar.DayOfWeek(day) - 1,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "Not a number field"),
    };

    private static void WriteNumber(StringBuilder output, DatePatternItem item, long number)
    {
        if (number < 0)
            output.Append('-');
        number = Math.Abs(number);
        // Exactly two letters cut a year to its last two digits.
        if (item is { Letter: 'y' or 'Y', Count: 2 })
            number %= 100;
        var digits = number.ToString(CultureInfo.InvariantCulture);
        output.Append('0', Math.Max(0, item.Count - digits.Length)).Append(digits);
    }
}
