using Connect.Data;

namespace Connect.Converters.Json;

/// <summary>Tells how the values of a schema are kept.</summary>
internal static class StepKinds
{
    public static StepKind Of(Schema schema) => schema.LogicalType switch
    {
        LogicalType.None => schema.Type <= SchemaType.String ? (StepKind)schema.Type : StepKind.Other,
        LogicalType.Decimal => StepKind.Other,
        _ => StepKind.Instant,
    };
}
