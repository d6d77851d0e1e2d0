using Connect.Converters.Avro.Mapping;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes decimals as their unscaled integer, big-endian; a fixed is padded with the sign.</summary>
/// <param name="schema">The Connect schema, whose scale the values must have.</param>
/// <param name="size">The size of an Avro fixed; null for Avro bytes.</param>
/// <param name="isBare">Whether the bytes are the whole datum, which is written without its length.</param>
internal sealed class DecimalEncode(Schema schema, int? size, bool isBare) : AvroEncode
{
    private const int StackLimit = 256;

    private readonly int _scale = DecimalLogicalType.Scale(schema);

    public override void Write(AvroOutput output, object? value)
    {
        var number = ConnectLogical.Decimal(value ?? throw Mismatch(schema, value));
        if (number.Scale != _scale)
            throw new DataException(
                $"Decimal value has mismatching scale for given Decimal schema. Schema has scale {_scale}, value has scale {number.Scale}.");
        var length = number.UnscaledValue.GetByteCount();
        var bytes = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        number.UnscaledValue.TryWriteBytes(bytes, out length, isBigEndian: true);
        bytes = bytes[..length];
        if (size is { } room)
        {
            if (length > room)
                throw new DataException($"The decimal needs {length} bytes, but the Avro fixed has {room}.");
            output.Fill(number.UnscaledValue.Sign < 0 ? (byte)0xFF : (byte)0, room - length);
            output.Raw(bytes);
        }
        else if (isBare)
        {
            output.Raw(bytes);
        }
        else
        {
            output.Bytes(bytes);
        }
    }
}
