using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes the logical type Decimal, as Base64 of the unscaled integer or as a number.</summary>
internal sealed class DecimalWriter(Schema schema, JsonConverterOptions options) : ValueWriter(schema, options)
{
    private readonly Schema _schema = schema;
    private readonly bool _asNumber = options.DecimalFormat == JsonDecimalFormat.Numeric;

    public override void WriteValue(JsonOutput output, object value)
    {
        var number = value switch
        {
            ConnectDecimal own => own,
            decimal clr => clr,
            _ => throw new DataException($"Invalid type for Decimal, expected {nameof(ConnectDecimal)} but was {value.GetType()}"),
        };
        if (_asNumber)
            output.WriteAscii(number.ToString());
        else
            output.WriteBase64(DecimalLogicalType.FromLogical(_schema, number));
    }
}
