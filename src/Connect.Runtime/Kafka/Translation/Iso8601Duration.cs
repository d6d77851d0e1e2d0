using System.Xml;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>Durations as <c>java.time.Duration</c> prints them: <c>P7D</c>, <c>PT1H30M</c>.</summary>
internal static class Iso8601Duration
{
    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration, where it is one and not negative.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text.ToUpperInvariant());
            return duration >= TimeSpan.Zero;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }
}
