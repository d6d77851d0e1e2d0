using Connect.Data;

namespace Connect.Connectors;

public sealed partial class ConnectHeaders
{
    /// <summary>Adds a STRING header; a null value gets the optional schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddString(string key, string? value) =>
        Add(new ConnectHeader(key, value is null ? Schema.OptionalString : Schema.String, value));

    /// <summary>Adds a BYTES header; a null value gets the optional schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddBytes(string key, byte[]? value) =>
        Add(new ConnectHeader(key, value is null ? Schema.OptionalBytes : Schema.Bytes, value));

    /// <summary>Adds a BOOLEAN header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddBoolean(string key, bool value) => Add(new ConnectHeader(key, Schema.Boolean, value));

    /// <summary>Adds a INT8 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddInt8(string key, sbyte value) => Add(new ConnectHeader(key, Schema.Int8, value));

    /// <summary>Adds a INT16 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddInt16(string key, short value) => Add(new ConnectHeader(key, Schema.Int16, value));

    /// <summary>Adds a INT32 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddInt32(string key, int value) => Add(new ConnectHeader(key, Schema.Int32, value));

    /// <summary>Adds a INT64 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddInt64(string key, long value) => Add(new ConnectHeader(key, Schema.Int64, value));

    /// <summary>Adds a FLOAT32 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddFloat32(string key, float value) => Add(new ConnectHeader(key, Schema.Float32, value));

    /// <summary>Adds a FLOAT64 header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddFloat64(string key, double value) => Add(new ConnectHeader(key, Schema.Float64, value));

    /// <summary>Adds a list.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The list. Its elements are not checked. Null is added without a schema.</param>
    /// <param name="schema">An array schema.</param>
    /// <returns>This list of headers.</returns>
    /// <exception cref="DataException">The schema is not an array schema.</exception>
    public ConnectHeaders AddList(string key, IReadOnlyList<object?>? value, Schema schema)
    {
        if (value is null)
            return Add(new ConnectHeader(key, null, null));
        HeaderValue.RequireType(schema, SchemaType.Array);
        return Add(key, schema, value);
    }

    /// <summary>Adds a map.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The map. Its entries are not checked. Null is added without a schema.</param>
    /// <param name="schema">A map schema.</param>
    /// <returns>This list.</returns>
    /// <exception cref="DataException">The schema is not a map schema.</exception>
    public ConnectHeaders AddMap(string key, IReadOnlyDictionary<object, object?>? value, Schema schema)
    {
        if (value is null)
            return Add(new ConnectHeader(key, null, null));
        HeaderValue.RequireType(schema, SchemaType.Map);
        return Add(key, schema, value);
    }

    /// <summary>Adds a struct with its own schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The struct; null is added without a schema.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddStruct(string key, Struct? value) => Add(new ConnectHeader(key, value?.Schema, value));

    /// <summary>Adds a decimal, with the value's scale in the schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The number; null is added without a schema.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddDecimal(string key, ConnectDecimal? value) =>
        Add(new ConnectHeader(key, value is null ? null : LogicalTypes.Decimal(value.Value.Scale), value));

    /// <summary>Adds a date.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The date.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddDate(string key, DateOnly? value) => Add(new ConnectHeader(key, LogicalTypes.Date, value));

    /// <inheritdoc cref="AddDate(string, DateOnly?)"/>
    /// <exception cref="DataException">The value has a time of day.</exception>
    public ConnectHeaders AddDate(string key, ConnectInstant value)
    {
        DateLogicalType.FromLogical(LogicalTypes.Date, value);
        return Add(new ConnectHeader(key, LogicalTypes.Date, ConnectInstant.ToDate(value.UnixMilliseconds)));
    }

    /// <summary>Adds a time of day.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The time.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddTime(string key, TimeOnly? value) => Add(new ConnectHeader(key, LogicalTypes.Time, value));

    /// <inheritdoc cref="AddTime(string, TimeOnly?)"/>
    /// <exception cref="DataException">The value is not within one day.</exception>
    public ConnectHeaders AddTime(string key, ConnectInstant value)
    {
        TimeLogicalType.FromLogical(LogicalTypes.Time, value);
        return Add(new ConnectHeader(key, LogicalTypes.Time, ConnectInstant.ToTime(value.UnixMilliseconds)));
    }

    /// <summary>Adds a timestamp.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The point in time.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders AddTimestamp(string key, DateTimeOffset? value) => Add(new ConnectHeader(key, LogicalTypes.Timestamp, value));

    /// <inheritdoc cref="AddTimestamp(string, DateTimeOffset?)"/>
    public ConnectHeaders AddTimestamp(string key, ConnectInstant value) =>
        Add(new ConnectHeader(key, LogicalTypes.Timestamp, ConnectInstant.ToTimestamp(value.UnixMilliseconds)));
}
