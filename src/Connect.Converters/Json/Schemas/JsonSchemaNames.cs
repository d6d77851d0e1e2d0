using Connect.Data;

namespace Connect.Converters.Json.Schemas;

/// <summary>The names of types in JSON schemas; those of floating-point numbers are not the data model's.</summary>
internal static class JsonSchemaNames
{
    public static string Of(SchemaType type) => type switch
    {
        SchemaType.Float32 => "float",
        SchemaType.Float64 => "double",
        _ => type.ToLowerName(),
    };
}
