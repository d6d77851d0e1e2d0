namespace Connect.Data;

/// <summary>The fields of a point in time in UTC as <c>java.util.GregorianCalendar</c> has them: Julian before 1582-10-15, years counted by era.</summary>
/// <param name="YearOfEra">The year, 1 or more in both eras.</param>
/// <param name="BeforeChrist">Whether the year is before the year 1.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="MillisecondOfDay">0 to 86 399 999.</param>
/// <param name="DayOfWeek">0 (Sunday) to 6.</param>
internal readonly record struct JavaCalendar(long YearOfEra, bool BeforeChrist, int Month, int Day, int MillisecondOfDay, int DayOfWeek)
{
    private const long GregorianStartDay = -141_427;
    private const long GregorianStartYear = 1582;

    public int Hour => MillisecondOfDay / 3_600_000;

    public int Minute => MillisecondOfDay / 60_000 % 60;

    public int Second => MillisecondOfDay / 1000 % 60;

    public int Millisecond => MillisecondOfDay % 1000;

    public static JavaCalendar FromMilliseconds(long unixMilliseconds)
    {
        var day = FloorDivide(unixMilliseconds, ConnectInstant.MillisecondsPerDay);
        var rest = (int)(unixMilliseconds - (day * ConnectInstant.MillisecondsPerDay));
        var (year, month, dayOfMonth) = day >= GregorianStartDay ? Gregorian(day) : Julian(day);
        var weekday = (int)(((day + 4) % 7 + 7) % 7);
        return new JavaCalendar(year > 0 ? year : 1 - year, year <= 0, month, dayOfMonth, rest, weekday);
    }

    /// <summary>Counts days from 1970-01-01 to a date; month and day may lie outside their ranges and carry over.</summary>
    /// <param name="year">The proleptic year; 0 is 1 BC.</param>
    /// <param name="month">The month, 1 for January.</param>
    /// <param name="day">The day of the month.</param>
    /// <returns>The number of days.</returns>
    public static long DaysFromEpoch(long year, long month, long day)
    {
        var startsJulian = year < GregorianStartYear;
        var monthIndex = month - 1;
        year += FloorDivide(monthIndex, 12);
        monthIndex -= FloorDivide(monthIndex, 12) * 12;
        // Years begin in March here, so that the leap day is the last of its year.
        var march = monthIndex >= 2 ? year : year - 1;
        var dayOfYear = (((153 * (monthIndex >= 2 ? monthIndex - 2 : monthIndex + 10)) + 2) / 5) + day - 1;
        var julian = (march * 365) + FloorDivide(march, 4) + dayOfYear - 719_470;
        var gregorian = julian + 2 - FloorDivide(march, 100) + FloorDivide(march, 400);
        return startsJulian || gregorian < GregorianStartDay ? julian : gregorian;
    }

    private static (long Year, int Month, int Day) Gregorian(long day)
    {
        var shifted = day + 719_468;
        var era = FloorDivide(shifted, 146_097);
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        return FromMarch(yearOfEra + (era * 400), dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100)));
    }

    private static (long Year, int Month, int Day) Julian(long day)
    {
        var shifted = day + 719_470;
        var era = FloorDivide(shifted, 1461);
        var dayOfEra = shifted - (era * 1461);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460)) / 365;
        return FromMarch(yearOfEra + (era * 4), dayOfEra - (365 * yearOfEra));
    }

    private static (long Year, int Month, int Day) FromMarch(long year, long dayOfYear)
    {
        var index = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * index) + 2) / 5)) + 1;
        var month = (int)(index < 10 ? index + 3 : index - 9);
        return (month <= 2 ? year + 1 : year, month, day);
    }

    public static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor < 0 ? quotient - 1 : quotient;
    }
}
