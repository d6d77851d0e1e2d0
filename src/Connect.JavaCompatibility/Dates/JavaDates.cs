namespace Connect.JavaCompatibility.Dates;

/// <summary>The texts of dates in which Kafka Connect reads and writes them.</summary>
internal static class JavaDates
{
    public static readonly JavaDateFormat Date = new("yyyy-MM-dd", TimeProvider.System);
    public static readonly JavaDateFormat Time = new("HH:mm:ss.SSS'Z'", TimeProvider.System);
    public static readonly JavaDateFormat Timestamp = new("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", TimeProvider.System);

    private static readonly JavaDateFormat Java = new("EEE MMM dd HH:mm:ss zzz yyyy", TimeProvider.System);

    /// <summary>The format of a date by its value alone, as <c>Values.dateFormatFor</c> chooses it: before 1970-01-02 a time, whole days as a date,
    /// others as a timestamp.</summary>
    public static JavaDateFormat FormatOf(long unixMilliseconds) =>
        unixMilliseconds < HybridCalendar.MillisecondsPerDay ? Time : unixMilliseconds % HybridCalendar.MillisecondsPerDay == 0 ? Date : Timestamp;

    /// <summary>The text of a date in the format that its value chooses.</summary>
    public static string Write(long unixMilliseconds) => FormatOf(unixMilliseconds).Format(unixMilliseconds);

    /// <summary>The text of <c>java.util.Date.toString</c> in UTC: <c>Thu Jan 01 00:00:00 UTC 1970</c>.</summary>
    public static string WriteJava(long unixMilliseconds) => Java.Format(unixMilliseconds);
}
