namespace Connect.Transforms;

/// <summary>How <see cref="TimestampRouter"/> renames topics.</summary>
public sealed class TimestampRouterOptions
{
    /// <summary>The new topic, in which <c>${topic}</c> and <c>${timestamp}</c> stand for the old one and the record's time.</summary>
    /// <value>Default <c>${topic}-${timestamp}</c>.</value>
    public string TopicFormat { get; init; } = "${topic}-${timestamp}";

    /// <summary>A pattern of <c>java.text.SimpleDateFormat</c> for the record's time, in UTC and English.</summary>
    /// <value>Default <c>yyyyMMdd</c>. A pattern that is not valid is found at the first record.</value>
    public string TimestampFormat { get; init; } = "yyyyMMdd";
}
