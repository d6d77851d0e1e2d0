namespace Connect.Data;

/// <summary>Finds the schema of a value that has none.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Values.inferSchema</c>.</remarks>
public static class SchemaInference
{
    /// <summary>Finds a schema.</summary>
    /// <remarks>
    /// The elements of a collection must be of one type, and only that type is taken over: arrays of arrays lose the inner elements' schema, arrays
    /// of structs their fields. Dates, times and decimals have no schema of their own, nor have empty collections.
    /// </remarks>
    /// <param name="value">The value.</param>
    /// <returns>A required schema, a struct's own; null if there is none.</returns>
    /// <exception cref="SchemaBuilderException">A collection has nothing but nulls.</exception>
    public static Schema? Infer(object? value) => value switch
    {
        string => Schema.String,
        bool => Schema.Boolean,
        sbyte => Schema.Int8,
        short => Schema.Int16,
        int => Schema.Int32,
        long => Schema.Int64,
        float => Schema.Float32,
        double => Schema.Float64,
        byte[] or ReadOnlyMemory<byte> => Schema.Bytes,
        Struct data => data.Schema,
        IReadOnlyDictionary<object, object?> map => InferMap(map),
        IReadOnlyList<object?> list => InferList(list),
        _ => null,
    };

    private static Schema? InferList(IReadOnlyList<object?> list)
    {
        Nesting.Check();
        var elements = new TypeDetector();
        foreach (var element in list)
        {
            if (!elements.Add(element))
                return null;
        }

        return list.Count == 0 ? null : SchemaBuilder.Array(elements.ToSchema()).Build();
    }

    private static Schema? InferMap(IReadOnlyDictionary<object, object?> map)
    {
        Nesting.Check();
        var keys = new TypeDetector();
        var values = new TypeDetector();
        foreach (var (key, value) in map)
        {
            if (!keys.Add(key) || !values.Add(value))
                return null;
        }

        return map.Count == 0 ? null : SchemaBuilder.Map(keys.ToSchema(), values.ToSchema()).Build();
    }

    private struct TypeDetector()
    {
        private SchemaType? _type;
        private bool _optional;

        public bool Add(object? value)
        {
            if (value is null)
            {
                _optional = true;
                return true;
            }

            if (Infer(value) is not { } schema)
                return false;
            _type ??= schema.Type;
            return _type == schema.Type;
        }

        public readonly Schema ToSchema()
        {
            if (_type is not { } type)
                throw new SchemaBuilderException("type cannot be null");
            var builder = SchemaBuilder.OfType(type);
            return (_optional ? builder.Optional() : builder).Build();
        }
    }
}
