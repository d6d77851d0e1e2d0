namespace Connect.Data;

// Java's getters: strict about the type, blind to defaults.
public sealed partial class Struct
{
    /// <summary>The value of a field of type INT8, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public sbyte? GetInt8(string fieldName) => (sbyte?)Typed(fieldName, SchemaType.Int8);

    /// <summary>The value of a field of type INT16, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public short? GetInt16(string fieldName) => (short?)Typed(fieldName, SchemaType.Int16);

    /// <summary>The value of a field of type INT32, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public int? GetInt32(string fieldName) => (int?)Typed(fieldName, SchemaType.Int32);

    /// <summary>The value of a field of type INT64, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public long? GetInt64(string fieldName) => (long?)Typed(fieldName, SchemaType.Int64);

    /// <summary>The value of a field of type FLOAT32, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public float? GetFloat32(string fieldName) => (float?)Typed(fieldName, SchemaType.Float32);

    /// <summary>The value of a field of type FLOAT64, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public double? GetFloat64(string fieldName) => (double?)Typed(fieldName, SchemaType.Float64);

    /// <summary>The value of a field of type BOOLEAN, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public bool? GetBoolean(string fieldName) => (bool?)Typed(fieldName, SchemaType.Boolean);

    /// <summary>The value of a field of type STRING, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public string? GetString(string fieldName) => (string?)Typed(fieldName, SchemaType.String);

    /// <summary>The value of a field of type ARRAY, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public IReadOnlyList<object?>? GetArray(string fieldName) => (IReadOnlyList<object?>?)Typed(fieldName, SchemaType.Array);

    /// <summary>The value of a field of type MAP, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public IReadOnlyDictionary<object, object?>? GetMap(string fieldName) => (IReadOnlyDictionary<object, object?>?)Typed(fieldName, SchemaType.Map);

    /// <summary>The value of a field of type STRUCT, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public Struct? GetStruct(string fieldName) => (Struct?)Typed(fieldName, SchemaType.Struct);

    /// <summary>The value of a field of type BYTES as an array, ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The bytes; null if there are none. A <see cref="ReadOnlyMemory{T}"/> is copied.</returns>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public byte[]? GetBytes(string fieldName) => Typed(fieldName, SchemaType.Bytes) switch
    {
        ReadOnlyMemory<byte> memory => memory.ToArray(),
        var bytes => (byte[]?)bytes,
    };

    private object? Typed(string fieldName, SchemaType type)
    {
        var field = Lookup(fieldName);
        if (field.Schema.Type != type)
            throw new DataException($"Field '{fieldName}' is not of type {type.ToUpperName()}");
        var value = GetWithoutDefault(field);
        return value is null || IsOf(type, value)
            ? value
            : throw new DataException($"Field '{fieldName}' of logical type {field.Schema.Name} holds {value.GetType()}");
    }

    private static bool IsOf(SchemaType type, object value) => type switch
    {
        SchemaType.Int8 => value is sbyte,
        SchemaType.Int16 => value is short,
        SchemaType.Int32 => value is int,
        SchemaType.Int64 => value is long,
        SchemaType.Float32 => value is float,
        SchemaType.Float64 => value is double,
        SchemaType.Boolean => value is bool,
        SchemaType.String => value is string,
        SchemaType.Bytes => value is byte[] or ReadOnlyMemory<byte>,
        SchemaType.Array => value is IReadOnlyList<object?>,
        SchemaType.Map => value is IReadOnlyDictionary<object, object?>,
        _ => value is Struct,
    };
}
