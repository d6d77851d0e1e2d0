using Connect.Data;
using Connect.JavaCompatibility;
using Connect.JavaCompatibility.Dates;
using Connect.Transforms.Records;

namespace Connect.Transforms.Values;

/// <summary>Translates between the forms of a timestamp, by way of milliseconds since 1970-01-01T00:00:00Z.</summary>
internal sealed class TimestampTranslation
{
    private readonly TimestampConverterOptions _options;
    private readonly JavaDateFormat? _format;

    public TimestampTranslation(TimestampConverterOptions options)
    {
        _options = options;
        if (options.TargetType == TimestampTargetType.Text && JavaStrings.IsBlank(options.Format))
            throw new ConfigException("TimestampConverter requires format option to be specified when using string timestamps");
        if (options.Format is not { } format || JavaStrings.IsBlank(format))
            return;
        try
        {
            _format = new(format, options.TimeProvider);
        }
        catch (ArgumentException e)
        {
            throw new ConfigException(
                $"TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: {format}: {e.Message}", e);
        }
    }

    /// <summary>The form that values of a schema have.</summary>
    public static TimestampTargetType SourceOf(Schema schema) => schema.LogicalType switch
    {
        LogicalType.Timestamp => TimestampTargetType.Timestamp,
        LogicalType.Date => TimestampTargetType.Date,
        LogicalType.Time => TimestampTargetType.Time,
        _ => schema.Type switch
        {
            SchemaType.Int64 => TimestampTargetType.Unix,
            SchemaType.String => TimestampTargetType.Text,
            _ => throw new ConnectException($"Schema {schema} does not correspond to a known timestamp type format"),
        },
    };

    /// <summary>The form of a value without a schema.</summary>
    public static TimestampTargetType SourceOf(object value) => value switch
    {
        long => TimestampTargetType.Unix,
        string => TimestampTargetType.Text,
        _ => ConnectInstant.TryGetUnixMilliseconds(value, out _)
            ? TimestampTargetType.Timestamp
            : throw new DataException($"TimestampConverter does not support {value.GetType()} objects as timestamps"),
    };

    public Schema TargetSchema(bool optional)
    {
        var schema = _options.TargetType switch
        {
            TimestampTargetType.Text => Schema.String,
            TimestampTargetType.Unix => Schema.Int64,
            TimestampTargetType.Date => LogicalTypes.Date,
            TimestampTargetType.Time => LogicalTypes.Time,
            _ => LogicalTypes.Timestamp,
        };
        return optional ? schema.AsOptional() : schema;
    }

    public long ToMilliseconds(TimestampTargetType source, object value) => source switch
    {
        TimestampTargetType.Text => Parse(value as string ?? throw Unexpected("string timestamp to be a String", value)),
        TimestampTargetType.Unix => FromUnix(value as long? ?? throw Unexpected("Unix timestamp to be a Long", value)),
        _ => ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) ? milliseconds : throw Unexpected($"{source} to be a date", value),
    };

    public object FromMilliseconds(long milliseconds) => _options.TargetType switch
    {
        TimestampTargetType.Text => _format!.Format(milliseconds),
        TimestampTargetType.Unix => ToUnix(milliseconds),
        TimestampTargetType.Date => ConnectInstant.ToDate(milliseconds - TimeOfDay(milliseconds)),
        TimestampTargetType.Time => ConnectInstant.ToTime(TimeOfDay(milliseconds)),
        _ => ConnectInstant.ToTimestamp(milliseconds),
    };

    /// <summary>Converts between numbers and logical types without boxes, when there is a value.</summary>
    /// <returns>Whether it did.</returns>
    public bool TryUnboxed(Struct source, Field field, Struct target)
    {
        var index = field.Index;
        var kind = SourceOf(field.Schema);
        if (kind == TimestampTargetType.Text || source.IsNullAt(index))
            return false;
        var milliseconds = kind == TimestampTargetType.Unix ? FromUnix(source.GetInt64At(index)) : source.GetUnixMillisecondsAt(index);
        switch (_options.TargetType)
        {
            case TimestampTargetType.Text:
                return false;
            case TimestampTargetType.Unix:
                target.SetInt64At(index, ToUnix(milliseconds));
                return true;
            case TimestampTargetType.Date:
                target.SetUnixMillisecondsAt(index, milliseconds - TimeOfDay(milliseconds));
                return true;
            case TimestampTargetType.Time:
                target.SetUnixMillisecondsAt(index, TimeOfDay(milliseconds));
                return true;
            default:
                target.SetUnixMillisecondsAt(index, milliseconds);
                return true;
        }
    }

    private static DataException Unexpected(string wanted, object value) => new($"Expected {wanted}, but found {value.GetType()}");

    private static long TimeOfDay(long milliseconds) =>
        milliseconds - (HybridCalendar.FloorDivide(milliseconds, HybridCalendar.MillisecondsPerDay) * HybridCalendar.MillisecondsPerDay);

    private long Parse(string text)
    {
        if (_format is null)
            throw new DataException("TimestampConverter needs the format option to read string timestamps");
        return _format.TryParse(text, out var milliseconds)
            ? milliseconds
            : throw new DataException($"Could not parse timestamp: value ({text}) does not match pattern ({_format.Pattern})");
    }

    // Java's TimeUnit: what does not fit stays at the end of the range, what is finer than the unit is cut off.
    private long FromUnix(long number) => _options.Precision switch
    {
        UnixPrecision.Seconds => Saturate((Int128)number * 1000),
        UnixPrecision.Microseconds => number / 1000,
        UnixPrecision.Nanoseconds => number / 1_000_000,
        _ => number,
    };

    private long ToUnix(long milliseconds) => _options.Precision switch
    {
        UnixPrecision.Seconds => milliseconds / 1000,
        UnixPrecision.Microseconds => Saturate((Int128)milliseconds * 1000),
        UnixPrecision.Nanoseconds => Saturate((Int128)milliseconds * 1_000_000),
        _ => milliseconds,
    };

    private static long Saturate(Int128 number) => number > long.MaxValue ? long.MaxValue : number < long.MinValue ? long.MinValue : (long)number;
}
