using System.Globalization;

namespace Connect.Data;

/// <summary>Prints a point in time as <c>java.util.Date.toString</c> does in UTC: <c>Thu Jan 01 00:00:00 UTC 1970</c>.</summary>
internal static class JavaDateText
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string Of(long unixMilliseconds)
    {
        var date = JavaCalendar.FromMilliseconds(unixMilliseconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Days[date.DayOfWeek]} {Months[date.Month - 1]} {date.Day:00} {date.Hour:00}:{date.Minute:00}:{date.Second:00} UTC {date.YearOfEra}");
    }
}
