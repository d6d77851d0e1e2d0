namespace Connect.Transforms;

/// <summary>What <see cref="TimestampConverter"/> converts, and how.</summary>
public sealed class TimestampConverterOptions
{
    /// <summary>The field to convert.</summary>
    /// <value>Default null: the whole key or value.</value>
    public string? Field { get; init; }

    /// <summary>What to make of it.</summary>
    public required TimestampTargetType TargetType { get; init; }

    /// <summary>A pattern of <c>java.text.SimpleDateFormat</c>, in UTC and English, for texts that are read or written.</summary>
    /// <value>Default null; required for <see cref="TimestampTargetType.Text"/> and where the records hold texts.</value>
    public string? Format { get; init; }

    /// <summary>The unit of numbers that are read or written.</summary>
    /// <value>Default milliseconds.</value>
    public UnixPrecision Precision { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;

    /// <summary>Tells the century of years of two digits in texts: they lie between 80 years ago and 20 years ahead.</summary>
    /// <value>Default <see cref="System.TimeProvider.System"/>, asked once.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
