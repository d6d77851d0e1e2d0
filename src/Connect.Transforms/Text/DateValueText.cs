namespace Connect.Transforms.Text;

/// <summary>The text of a date by its value alone, as <c>Values.dateFormatFor</c> chooses it: anything before the second day is a time, a whole day a date.</summary>
internal static class DateValueText
{
    private static readonly JavaDateFormat Time = new("HH:mm:ss.SSS'Z'", TimeProvider.System);
    private static readonly JavaDateFormat Date = new("yyyy-MM-dd", TimeProvider.System);
    private static readonly JavaDateFormat Timestamp = new("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", TimeProvider.System);

    public static string Of(long unixMilliseconds)
    {
        var format = unixMilliseconds < HybridCalendar.MillisecondsPerDay ? Time : unixMilliseconds % HybridCalendar.MillisecondsPerDay == 0 ? Date : Timestamp;
        return format.Format(unixMilliseconds);
    }
}
