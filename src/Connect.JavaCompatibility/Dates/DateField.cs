namespace Connect.JavaCompatibility.Dates;

/// <summary>The calendar fields that a date pattern can set.</summary>
internal enum DateField
{
    Era,
    Year,
    Month,
    WeekOfYear,
    WeekOfMonth,
    DayOfMonth,
    DayOfYear,
    DayOfWeek,
    DayOfWeekInMonth,
    HalfDay,
    Hour,
    HourOfDay,
    Minute,
    Second,
    Millisecond,
    WeekYear,
}
