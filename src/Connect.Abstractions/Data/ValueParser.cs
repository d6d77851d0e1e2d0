namespace Connect.Data;

/// <summary>Reads values from text in Kafka Connect's loose JSON-like notation, and finds out their schema.</summary>
/// <remarks>
/// Text that is nothing else is a STRING, so that no text fails. Numbers get the smallest type that holds them (whole ones) or FLOAT32, with a loss
/// of precision (others); whole values after which more text follows are taken and the rest is ignored. Dates and times are UTC.
/// Arrays and maps may be nested 1000 deep; deeper ones are a STRING. Corresponds to <c>org.apache.kafka.connect.data.Values.parseString</c> with all
/// its peculiarities, which are what header values depend on.
/// </remarks>
public static class ValueParser
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">The text; null is a null without a schema.</param>
    /// <returns>Value and schema; null for the text <c>null</c>. Array and map schemas lack their parts' schemas where the parts have no common
    /// one.</returns>
    public static SchemaAndValue? Parse(string? text)
    {
        if (text is null)
            return SchemaAndValue.Null;
        if (text.Length == 0)
            return new SchemaAndValue(Schema.String, text);
        return new TextValueReader(text).Read();
    }
}
