using Connect.Configuration;
using Connect.Transforms.Records;

namespace Connect.Transforms.Values;

/// <summary>The configuration keys of <see cref="TimestampConverter"/>.</summary>
internal static class TimestampConverterConfig
{
    private const string FieldKey = "field";
    private const string TargetTypeKey = "target.type";
    private const string FormatKey = "format";
    private const string PrecisionKey = "unix.precision";

    public static ConfigDef Definition() => new ConfigDef()
        .Define(FieldKey, ConfigType.String, "", ConfigImportance.High, "The field to convert; empty for the whole key or value.")
        .Define(
            TargetTypeKey,
            ConfigType.String,
            ConfigImportance.High,
            "What to make of it: string, unix, Date, Time or Timestamp.",
            ConfigValidators.ValidString("string", "unix", "Date", "Time", "Timestamp"))
        .Define(FormatKey, ConfigType.String, "", ConfigImportance.Medium,
            "A pattern of java.text.SimpleDateFormat for texts that are read or written, in UTC.")
        .Define(
            PrecisionKey,
            ConfigType.String,
            "milliseconds",
            ConfigImportance.Low,
            "The unit of numbers that are read or written: seconds, milliseconds, microseconds or nanoseconds.",
            ConfigValidators.ValidString("nanoseconds", "microseconds", "milliseconds", "seconds"))
        .DefineReplaceNull();

    public static TimestampConverterOptions Parse(ParsedConfig config) => new()
    {
        Field = config.GetString(FieldKey),
        TargetType = config.GetString(TargetTypeKey) switch
        {
            "string" => TimestampTargetType.Text,
            "unix" => TimestampTargetType.Unix,
            "Date" => TimestampTargetType.Date,
            "Time" => TimestampTargetType.Time,
            _ => TimestampTargetType.Timestamp,
        },
        Format = config.GetString(FormatKey),
        Precision = config.GetString(PrecisionKey) switch
        {
            "seconds" => UnixPrecision.Seconds,
            "microseconds" => UnixPrecision.Microseconds,
            "nanoseconds" => UnixPrecision.Nanoseconds,
            _ => UnixPrecision.Milliseconds,
        },
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
