using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes the logical types Date, Time and Timestamp as integers.</summary>
internal sealed class InstantWriter(Schema schema, JsonConverterOptions options) : ValueWriter(schema, options)
{
    private const long MillisecondsPerDay = 86_400_000;

    private readonly Schema _schema = schema;
    private readonly LogicalType _type = schema.LogicalType;

    public override void WriteValue(JsonOutput output, object value)
    {
        if (!ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
            throw new DataException($"Invalid type for {_type}, expected {Expected()} but was {value.GetType()}");
        WriteMilliseconds(output, milliseconds);
    }

    public void WriteMilliseconds(JsonOutput output, long milliseconds)
    {
        if (_type == LogicalType.Timestamp)
            output.WriteInteger(milliseconds);
        else if (_type == LogicalType.Time && milliseconds is >= 0 and <= MillisecondsPerDay)
            output.WriteInteger(milliseconds);
        else
            output.WriteInteger(Encode(new ConnectInstant(milliseconds)));
    }

    private int Encode(ConnectInstant value) => _type == LogicalType.Date
        ? DateLogicalType.FromLogical(_schema, value)
        : TimeLogicalType.FromLogical(_schema, value);

    private Type Expected() => _type switch
    {
        LogicalType.Date => typeof(DateOnly),
        LogicalType.Time => typeof(TimeOnly),
        _ => typeof(DateTimeOffset),
    };
}
