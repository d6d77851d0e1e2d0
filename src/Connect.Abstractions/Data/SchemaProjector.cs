namespace Connect.Data;

/// <summary>Turns a value of one schema into a value of another that is compatible with it.</summary>
/// <remarks>
/// Numbers go up from INT8 to FLOAT64, structs go by field name, collections by element. The schemas' names and parameters must be equal; versions
/// and documentation may differ. Corresponds to <c>org.apache.kafka.connect.data.SchemaProjector</c>.
/// </remarks>
public static class SchemaProjector
{
    /// <summary>Projects a value.</summary>
    /// <param name="source">The value's schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="target">The schema wanted.</param>
    /// <returns>A value of that schema.</returns>
    /// <exception cref="SchemaProjectorException">The schemas are not compatible, or an optional value meets a required schema without a
    /// default.</exception>
    /// <exception cref="DataException">The value is not of its schema.</exception>
    public static object? Project(Schema source, object? value, Schema target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        CheckCompatible(source, target);
        if (!source.IsOptional || target.IsOptional)
            return value is null ? null : ProjectValue(source, value, target);
        if (target.DefaultValue is null)
            throw new SchemaProjectorException("Writer schema is optional, however, target schema does not provide a default value.");
        return value is null ? target.DefaultValue : ProjectValue(source, value, target);
    }

    private static void CheckCompatible(Schema source, Schema target)
    {
        if (source.Type != target.Type && !IsPromotable(source.Type, target.Type))
            throw new SchemaProjectorException(
                $"Schema type mismatch. source type: {source.Type.ToUpperName()} and target type: {target.Type.ToUpperName()}");
        if (!string.Equals(source.Name, target.Name, StringComparison.Ordinal))
            throw new SchemaProjectorException(
                $"Schema name mismatch. source name: {source.Name ?? "null"} and target name: {target.Name ?? "null"}");
        if (!source.ParametersEqual(target))
            throw new SchemaProjectorException(
                $"Schema parameters not equal. source parameters: {TextOf(source)} and target parameters: {TextOf(target)}");
    }

    private static bool IsPromotable(SchemaType source, SchemaType target) => source.IsNumber() && target.IsNumber() && source <= target;

    private static string TextOf(Schema schema) => schema.Parameters.Count == 0
        ? "null"
        : $"{{{string.Join(", ", schema.Parameters.Select(entry => $"{entry.Key}={entry.Value ?? "null"}"))}}}";

    private static object? ProjectValue(Schema source, object value, Schema target) => target.Type switch
    {
        SchemaType.Struct => ProjectStruct(source, value as Struct ?? throw Mismatch(source, value), target),
        SchemaType.Array => ProjectList(source, value as IReadOnlyList<object?> ?? throw Mismatch(source, value), target),
        SchemaType.Map => ProjectMap(source, value as IReadOnlyDictionary<object, object?> ?? throw Mismatch(source, value), target),
        // The values of a logical type stay what they are, whatever integer type they are stored as.
        _ => source.Type.IsNumber() && JavaNumberCast.IsNumber(value) ? Promote(value, target.Type) : value,
    };

    private static DataException Mismatch(Schema source, object value) => new($"A value of the schema {source} cannot be a {value.GetType()}.");

    private static object Promote(object value, SchemaType target) => target switch
    {
        SchemaType.Int8 => value is sbyte ? value : unchecked((sbyte)JavaNumberCast.ToInt64(value)),
        SchemaType.Int16 => value is short ? value : unchecked((short)JavaNumberCast.ToInt64(value)),
        SchemaType.Int32 => value is int ? value : unchecked((int)JavaNumberCast.ToInt64(value)),
        SchemaType.Int64 => value is long ? value : JavaNumberCast.ToInt64(value),
        SchemaType.Float32 => value is float ? value : JavaNumberCast.ToSingle(value),
        _ => value is double ? value : JavaNumberCast.ToDouble(value),
    };

    private static Struct ProjectStruct(Schema source, Struct value, Schema target)
    {
        Nesting.Check();
        var result = new Struct(target);
        foreach (var field in target.Fields)
        {
            if (source.Field(field.Name) is { } sourceField)
                ProjectField(sourceField, value, field, result);
            else if (!field.Schema.IsOptional)
                result.Put(field, field.Schema.DefaultValue
                    ?? throw new SchemaProjectorException($"Required field `{field.Name}` is missing from source schema: {source}"));
        }

        return result;
    }

    private static void ProjectField(Field sourceField, Struct source, Field targetField, Struct target)
    {
        try
        {
            target.Put(targetField, Project(sourceField.Schema, source[sourceField.Name], targetField.Schema));
        }
        catch (SchemaProjectorException e)
        {
            throw new SchemaProjectorException($"Error projecting {sourceField.Name}", e);
        }
    }

    private static List<object?> ProjectList(Schema source, IReadOnlyList<object?> list, Schema target)
    {
        Nesting.Check();
        var result = new List<object?>(list.Count);
        foreach (var element in list)
            result.Add(Project(PartOf(source.ValueSchema), element, PartOf(target.ValueSchema)));
        return result;
    }

    private static ConnectMap ProjectMap(Schema source, IReadOnlyDictionary<object, object?> map, Schema target)
    {
        Nesting.Check();
        var result = new ConnectMap(map.Count);
        foreach (var (key, value) in map)
        {
            var projectedKey = Project(PartOf(source.KeySchema), key, PartOf(target.KeySchema));
            result[projectedKey!] = Project(PartOf(source.ValueSchema), value, PartOf(target.ValueSchema));
        }

        return result;
    }

    private static Schema PartOf(Schema? schema) => schema ?? throw new DataException("The schema of the elements is not known.");
}
