namespace Connect.JavaCompatibility.Dates;

/// <summary>
/// Day arithmetic of <c>java.util.GregorianCalendar</c>: Julian before 1582-10-15, Gregorian from then on. Days count from 1970-01-01, weekdays
/// from Sunday = 1, years are astronomical (0 is 1 BC). Weeks begin on Sunday and the first one holds January 1, as in the locale en_US.
/// </summary>
internal static class HybridCalendar
{
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary>1582-10-15.</summary>
    public const long Cutover = -141_427;

    public const int CutoverYear = 1582;

    private static readonly int[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    public static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return (dividend % divisor != 0) && ((dividend < 0) != (divisor < 0)) ? quotient - 1 : quotient;
    }

    /// <summary>The weekday of a day, 1 for Sunday to 7.</summary>
    public static int DayOfWeek(long day) => (int)(((day + 4) % 7 + 7) % 7) + 1;

    /// <summary>The last day with a weekday that is not after a day.</summary>
    public static long OnOrBefore(long day, int dayOfWeek) => day - ((((day + 5 - dayOfWeek) % 7) + 7) % 7);

    /// <summary>The first day of a month (0 to 11) in one of the two calendars.</summary>
    public static long FirstOfMonth(bool gregorian, long year, int month)
    {
        var before = year - 1;
        var leapDays = FloorDivide(before, 4) - (gregorian ? FloorDivide(before, 100) - FloorDivide(before, 400) : 0);
        var start = (before * 365) + leapDays - (gregorian ? 719_162 : 719_164);
        return start + DaysBeforeMonth[month] + (month > 1 && IsLeap(gregorian, year) ? 1 : 0);
    }

    public static int MonthLength(bool gregorian, long year, int month) => month == 11
        ? 31
        : (int)(FirstOfMonth(gregorian, year, month + 1) - FirstOfMonth(gregorian, year, month));

    /// <summary>Year, month (0 to 11) and day of the month of a day.</summary>
    public static (long Year, int Month, int Day) FromDay(long day)
    {
        var gregorian = day >= Cutover;
        // The estimate is at most one year off.
        var year = FloorDivide((day + 719_162) * 400, gregorian ? 146_097 : 146_100) + 1;
        while (FirstOfMonth(gregorian, year, 0) > day)
            year--;
        while (FirstOfMonth(gregorian, year + 1, 0) <= day)
            year++;
        var month = 11;
        while (FirstOfMonth(gregorian, year, month) > day)
            month--;
        return (year, month, (int)(day - FirstOfMonth(gregorian, year, month)) + 1);
    }

    /// <summary>January 1 of the year of a day, in the calendar of that January.</summary>
    public static long FirstOfYear(long year) => FirstOfMonth(gregorian: year > CutoverYear, year, 0);

    /// <summary>The number of a day's week in its year: 1 in its last days when they share a week with the next January 1.</summary>
    public static int WeekOfYear(long day, long year)
    {
        var nextFirst = FirstOfYear(year + 1);
        if (OnOrBefore(day, 1) == OnOrBefore(nextFirst, 1))
            return 1;
        return (int)((OnOrBefore(day, 1) - OnOrBefore(FirstOfYear(year), 1)) / 7) + 1;
    }

    /// <summary>The number of a day's week in its month, the week of the first day being 1.</summary>
    public static int WeekOfMonth(long day, int dayOfMonth) =>
        (int)((OnOrBefore(day, 1) - OnOrBefore(day - DayInMonth(day, dayOfMonth), 1)) / 7) + 1;

    /// <summary>The day's distance from the first day of its month, which October 1582 makes differ from its date.</summary>
    public static int DayInMonth(long day, int dayOfMonth) =>
        day is >= Cutover and < Cutover + 17 ? dayOfMonth - 11 : dayOfMonth - 1;

    public static int DayOfYear(long day, long year) => (int)(day - FirstOfYear(year)) + 1;

    /// <summary>The year that a day's week belongs to.</summary>
    public static long WeekYear(long day, long year)
    {
        // Before Christ Java looks at the wrong January: the year of the same number plus one, in our era.
        var next = DayOfWeek(FirstOfYear(year > 0 ? year + 1 : -year));
        var daysLeft = FirstOfYear(year + 1) - day;
        return next > 1 && daysLeft < next ? year + 1 : year;
    }

    private static bool IsLeap(bool gregorian, long year) => year % 4 == 0 && (!gregorian || year % 100 != 0 || year % 400 == 0);
}
