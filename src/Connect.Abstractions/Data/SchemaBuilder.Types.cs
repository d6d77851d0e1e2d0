namespace Connect.Data;

public sealed partial class SchemaBuilder
{
    /// <summary>Starts a schema of type INT8.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Int8() => new(SchemaType.Int8);

    /// <summary>Starts a schema of type INT16.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Int16() => new(SchemaType.Int16);

    /// <summary>Starts a schema of type INT32.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Int32() => new(SchemaType.Int32);

    /// <summary>Starts a schema of type INT64.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Int64() => new(SchemaType.Int64);

    /// <summary>Starts a schema of type FLOAT32.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Float32() => new(SchemaType.Float32);

    /// <summary>Starts a schema of type FLOAT64.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Float64() => new(SchemaType.Float64);

    /// <summary>Starts a schema of type BOOLEAN.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Boolean() => new(SchemaType.Boolean);

    /// <summary>Starts a schema of type STRING.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder String() => new(SchemaType.String);

    /// <summary>Starts a schema of type BYTES.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Bytes() => new(SchemaType.Bytes);

    /// <summary>Starts a schema of type STRUCT.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder Struct() => new(SchemaType.Struct);

    /// <summary>Starts a schema of type ARRAY.</summary>
    /// <param name="valueSchema">The schema of the elements.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="SchemaBuilderException">The schema is missing.</exception>
    public static SchemaBuilder Array(Schema valueSchema) =>
        new(SchemaType.Array, valueSchema: valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <summary>Starts a schema of type MAP.</summary>
    /// <param name="keySchema">The schema of the keys.</param>
    /// <param name="valueSchema">The schema of the values.</param>
    /// <returns>A new builder.</returns>
    /// <exception cref="SchemaBuilderException">A schema is missing.</exception>
    public static SchemaBuilder Map(Schema keySchema, Schema valueSchema) => new(
        SchemaType.Map,
        keySchema ?? throw new SchemaBuilderException("keySchema cannot be null."),
        valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <summary>Starts a schema of a type; those of arrays and maps have parts that are not known.</summary>
    /// <param name="type">The type.</param>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder OfType(SchemaType type) => new(type);

    /// <summary>Starts a schema of an array whose elements are not of one known schema, as inferred from text.</summary>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder UntypedArray() => new(SchemaType.Array);

    /// <summary>Starts a schema of a map whose keys or values are not of one known schema, as inferred from text.</summary>
    /// <param name="keySchema">The schema of the keys; null if it is not known.</param>
    /// <param name="valueSchema">The schema of the values; null if it is not known.</param>
    /// <returns>A new builder.</returns>
    public static SchemaBuilder UntypedMap(Schema? keySchema = null, Schema? valueSchema = null) => new(SchemaType.Map, keySchema, valueSchema);
}
