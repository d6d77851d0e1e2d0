namespace Connect.Data;

/// <summary>Names and groups of <see cref="SchemaType"/>.</summary>
public static class SchemaTypeExtensions
{
    private static readonly string[] UpperNames =
        ["INT8", "INT16", "INT32", "INT64", "FLOAT32", "FLOAT64", "BOOLEAN", "STRING", "BYTES", "ARRAY", "MAP", "STRUCT"];

    private static readonly string[] LowerNames =
        ["int8", "int16", "int32", "int64", "float32", "float64", "boolean", "string", "bytes", "array", "map", "struct"];

    /// <summary>The name in capitals, as error messages and <see cref="Schema.ToString"/> print it: <c>INT32</c>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The name.</returns>
    public static string ToUpperName(this SchemaType type) => UpperNames[(int)type];

    /// <summary>The name in small letters, as configurations write it: <c>int32</c>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The name.</returns>
    public static string ToLowerName(this SchemaType type) => LowerNames[(int)type];

    /// <summary>Whether the type has no parts: everything but arrays, maps and structs.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for <see cref="SchemaType.Int8"/> to <see cref="SchemaType.Bytes"/>.</returns>
    public static bool IsPrimitive(this SchemaType type) => type <= SchemaType.Bytes;

    /// <summary>Whether the type is one of the four integers or the two floating-point numbers.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for <see cref="SchemaType.Int8"/> to <see cref="SchemaType.Float64"/>.</returns>
    public static bool IsNumber(this SchemaType type) => type <= SchemaType.Float64;
}
