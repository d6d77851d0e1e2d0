using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads the logical types Date, Time and Timestamp.</summary>
internal sealed class InstantReader(Schema schema, JsonConverterOptions options) : ValueReader(schema, options)
{
    private const long MillisecondsPerDay = 86_400_000;

    private readonly LogicalType _type = schema.LogicalType;

    public override bool TryReadValue(ref JsonScanner scanner, out object? value)
    {
        value = null;
        if (!TryReadMilliseconds(ref scanner, out var milliseconds))
            return false;
        value = _type switch
        {
            LogicalType.Date => ConnectInstant.ToDate(milliseconds),
            LogicalType.Time => ConnectInstant.ToTime(milliseconds),
            _ => ConnectInstant.ToTimestamp(milliseconds),
        };
        return true;
    }

    public bool TryReadMilliseconds(ref JsonScanner scanner, out long milliseconds)
    {
        milliseconds = 0;
        if (!IsNumber(scanner.Peek()))
            return false;
        var number = scanner.TakeNumber();
        if (!number.IsIntegral)
            return false;
        milliseconds = _type == LogicalType.Date ? unchecked(number.LowBits * MillisecondsPerDay) : number.LowBits;
        return _type switch
        {
            LogicalType.Timestamp => true,
            LogicalType.Date => number.FitsInt32,
            _ => number.FitsInt32 && milliseconds is >= 0 and <= MillisecondsPerDay,
        };
    }
}
