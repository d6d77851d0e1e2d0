using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes dates, times and timestamps.</summary>
/// <param name="type">The logical type.</param>
/// <param name="isLong">Whether the data is a long.</param>
internal sealed class InstantDecode(LogicalType type, bool isLong) : AvroDecode
{
    private const long MillisecondsPerDay = 86_400_000;

    public override object Read(ref AvroInput input)
    {
        var milliseconds = Milliseconds(ref input);
        return type switch
        {
            LogicalType.Date => ConnectInstant.ToDate(milliseconds),
            LogicalType.Time => ConnectInstant.ToTime(milliseconds),
            _ => ConnectInstant.ToTimestamp(milliseconds),
        };
    }

    public override void ReadField(ref AvroInput input, Struct data, int index) => data.SetUnixMillisecondsAt(index, Milliseconds(ref input));

    private long Milliseconds(ref AvroInput input)
    {
        var value = isLong ? input.Long() : input.Int();
        return type switch
        {
            LogicalType.Date => value * MillisecondsPerDay,
            LogicalType.Time when value is < 0 or > MillisecondsPerDay =>
                throw new DataException($"Time values must use number of milliseconds greater than 0 and less than 86400000, not {value}."),
            _ => value,
        };
    }
}
