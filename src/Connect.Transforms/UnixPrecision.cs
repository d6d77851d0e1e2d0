namespace Connect.Transforms;

/// <summary>The unit in which a number counts from 1970-01-01T00:00:00Z.</summary>
public enum UnixPrecision
{
    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Microseconds.</summary>
    Microseconds,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,
}
