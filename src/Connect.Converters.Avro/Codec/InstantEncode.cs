using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes dates as days, times and timestamps as milliseconds.</summary>
internal sealed class InstantEncode(Schema schema) : AvroEncode
{
    private const long MillisecondsPerDay = 86_400_000;

    private readonly LogicalType _type = schema.LogicalType;

    public override void Write(AvroOutput output, object? value) => WriteMilliseconds(
        output,
        ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) ? milliseconds : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => WriteMilliseconds(output, data.GetUnixMillisecondsAt(index));

    private void WriteMilliseconds(AvroOutput output, long milliseconds)
    {
        switch (_type)
        {
            case LogicalType.Timestamp:
                output.Long(milliseconds);
                break;
            case LogicalType.Date:
                if (milliseconds % MillisecondsPerDay != 0)
                    throw new DataException("Kafka Connect Date type should not have any time fields set to non-zero values.");
                output.Long(unchecked((int)(milliseconds / MillisecondsPerDay)));
                break;
            default:
                if (milliseconds is < 0 or > MillisecondsPerDay)
                    throw new DataException("Kafka Connect Time type should not have any date fields set to non-zero values.");
                output.Long(milliseconds);
                break;
        }
    }
}
