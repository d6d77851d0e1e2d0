namespace Connect.Transforms;

/// <summary>What <see cref="TimestampConverter"/> makes of a timestamp.</summary>
public enum TimestampTargetType
{
    /// <summary>A text, by <see cref="TimestampConverterOptions.Format"/>.</summary>
    Text,

    /// <summary>An INT64 that counts from 1970-01-01T00:00:00Z in units of <see cref="TimestampConverterOptions.Precision"/>.</summary>
    Unix,

    /// <summary>The day, as the logical type Date.</summary>
    Date,

    /// <summary>The time of day, as the logical type Time.</summary>
    Time,

    /// <summary>The point in time, as the logical type Timestamp.</summary>
    Timestamp,
}
