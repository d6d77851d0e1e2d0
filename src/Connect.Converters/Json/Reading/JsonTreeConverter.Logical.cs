using Connect.Data;

namespace Connect.Converters.Json.Reading;

internal sealed partial class JsonTreeConverter
{
    private ConnectDecimal ConvertDecimal(Schema schema, JsonItem item)
    {
        if (item.Kind == JsonKind.Number)
            return JsonNumberValue.ToDecimal(NumberOf(item));
        if (item.Text is null)
            throw Mismatch("Invalid type for Decimal, underlying representation should be numeric or bytes but was", item);
        try
        {
            return DecimalLogicalType.ToLogical(schema, JacksonBase64.Decode(item.Text));
        }
        catch (Exception e) when (e is FormatException or DataException)
        {
            throw new DataException("Invalid bytes for Decimal field", e);
        }
    }

    private object ConvertInstant(Schema schema, JsonItem item)
    {
        var number = item.Kind == JsonKind.Number ? NumberOf(item) : default;
        if (schema.LogicalType == LogicalType.Timestamp)
        {
            return number.IsIntegral
                ? TimestampLogicalType.ToLogical(schema, number.LowBits)
                : throw Mismatch("Invalid type for Timestamp, underlying representation should be integral but was", item);
        }

        if (!number.IsIntegral || !number.FitsInt32)
            throw Mismatch($"Invalid type for {schema.LogicalType}, underlying representation should be integer but was", item);
        return schema.LogicalType == LogicalType.Date
            ? DateLogicalType.ToLogical(schema, (int)number.LowBits)
            : TimeLogicalType.ToLogical(schema, (int)number.LowBits);
    }
}
