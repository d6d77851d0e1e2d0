namespace Connect.Data;

/// <summary>The checks that the date and time types share.</summary>
internal static class LogicalValue
{
    public static void CheckName(Schema schema, string name, string kind)
    {
        if (!string.Equals(schema.Name, name, StringComparison.Ordinal))
            throw new DataException($"Requested conversion of {kind} object but the schema does not match.");
    }

    public static long Milliseconds(Schema schema, object value) => ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds)
        ? milliseconds
        : throw ValueValidator.TypeRefused(schema, value, default);
}
