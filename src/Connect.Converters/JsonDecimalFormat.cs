namespace Connect.Converters;

/// <summary>How the JSON converter writes decimals. It reads both forms.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.json.DecimalFormat</c>.</remarks>
public enum JsonDecimalFormat
{
    /// <summary>Base64 of the unscaled integer; the scale is in the schema: 1.56 with scale 2 is <c>"AJw="</c>.</summary>
    Base64,

    /// <summary>A JSON number with all its digits: <c>1.5600</c>.</summary>
    Numeric,
}
