namespace Connect.Data;

public sealed partial class Schema
{
    /// <summary>A required INT8 without a name.</summary>
    public static Schema Int8 { get; } = new(new SchemaParts { Type = SchemaType.Int8 });

    /// <summary>An optional INT8 without a name.</summary>
    public static Schema OptionalInt8 { get; } = new(new SchemaParts { Type = SchemaType.Int8, IsOptional = true });

    /// <summary>A required INT16 without a name.</summary>
    public static Schema Int16 { get; } = new(new SchemaParts { Type = SchemaType.Int16 });

    /// <summary>An optional INT16 without a name.</summary>
    public static Schema OptionalInt16 { get; } = new(new SchemaParts { Type = SchemaType.Int16, IsOptional = true });

    /// <summary>A required INT32 without a name.</summary>
    public static Schema Int32 { get; } = new(new SchemaParts { Type = SchemaType.Int32 });

    /// <summary>An optional INT32 without a name.</summary>
    public static Schema OptionalInt32 { get; } = new(new SchemaParts { Type = SchemaType.Int32, IsOptional = true });

    /// <summary>A required INT64 without a name.</summary>
    public static Schema Int64 { get; } = new(new SchemaParts { Type = SchemaType.Int64 });

    /// <summary>An optional INT64 without a name.</summary>
    public static Schema OptionalInt64 { get; } = new(new SchemaParts { Type = SchemaType.Int64, IsOptional = true });

    /// <summary>A required FLOAT32 without a name.</summary>
    public static Schema Float32 { get; } = new(new SchemaParts { Type = SchemaType.Float32 });

    /// <summary>An optional FLOAT32 without a name.</summary>
    public static Schema OptionalFloat32 { get; } = new(new SchemaParts { Type = SchemaType.Float32, IsOptional = true });

    /// <summary>A required FLOAT64 without a name.</summary>
    public static Schema Float64 { get; } = new(new SchemaParts { Type = SchemaType.Float64 });

    /// <summary>An optional FLOAT64 without a name.</summary>
    public static Schema OptionalFloat64 { get; } = new(new SchemaParts { Type = SchemaType.Float64, IsOptional = true });

    /// <summary>A required BOOLEAN without a name.</summary>
    public static Schema Boolean { get; } = new(new SchemaParts { Type = SchemaType.Boolean });

    /// <summary>An optional BOOLEAN without a name.</summary>
    public static Schema OptionalBoolean { get; } = new(new SchemaParts { Type = SchemaType.Boolean, IsOptional = true });

    /// <summary>A required STRING without a name.</summary>
    public static Schema String { get; } = new(new SchemaParts { Type = SchemaType.String });

    /// <summary>An optional STRING without a name.</summary>
    public static Schema OptionalString { get; } = new(new SchemaParts { Type = SchemaType.String, IsOptional = true });

    /// <summary>A required BYTES without a name.</summary>
    public static Schema Bytes { get; } = new(new SchemaParts { Type = SchemaType.Bytes });

    /// <summary>An optional BYTES without a name.</summary>
    public static Schema OptionalBytes { get; } = new(new SchemaParts { Type = SchemaType.Bytes, IsOptional = true });

    /// <summary>The constant of a primitive type.</summary>
    /// <param name="type">A primitive type.</param>
    /// <param name="optional">Whether null is a value.</param>
    /// <returns>The constant, <see cref="Int32"/> for example.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The type is ARRAY, MAP or STRUCT.</exception>
    public static Schema Primitive(SchemaType type, bool optional = false) => type switch
    {
        SchemaType.Int8 => optional ? OptionalInt8 : Int8,
        SchemaType.Int16 => optional ? OptionalInt16 : Int16,
        SchemaType.Int32 => optional ? OptionalInt32 : Int32,
        SchemaType.Int64 => optional ? OptionalInt64 : Int64,
        SchemaType.Float32 => optional ? OptionalFloat32 : Float32,
        SchemaType.Float64 => optional ? OptionalFloat64 : Float64,
        SchemaType.Boolean => optional ? OptionalBoolean : Boolean,
        SchemaType.String => optional ? OptionalString : String,
        SchemaType.Bytes => optional ? OptionalBytes : Bytes,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only primitive types have constants."),
    };
}
