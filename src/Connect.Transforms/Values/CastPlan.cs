using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms.Values;

/// <summary>What a schema becomes by a cast, and which fields of a struct of that schema to cast.</summary>
internal sealed class CastPlan
{
    private readonly SchemaType?[] _fieldTypes;

    private CastPlan(Schema target, SchemaType?[] fieldTypes)
    {
        Target = target;
        _fieldTypes = fieldTypes;
    }

    public Schema Target { get; }

    public static CastPlan Of(Schema schema, CastOptions options)
    {
        if (options.Whole is { } whole)
            return new(Finish(
                schema, SchemaCopies.Basics(schema, SchemaBuilder.OfType(whole)), () => ValueCast.To(whole, schema, schema.DefaultValue)), []);
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        var types = new SchemaType?[schema.Fields.Count];
        foreach (var field in schema.Fields)
        {
            if (options.Fields.TryGetValue(field.Name, out var type))
                types[field.Index] = type;
            builder.Field(field.Name, types[field.Index] is { } target ? FieldSchema(field.Schema, target) : field.Schema);
        }
        // Kafka Connect casts the default of the whole struct too, which is no type that it casts.
        if (schema.DefaultValue is { } defaultValue)
            _ = ValueCast.To(SchemaType.Struct, schema, defaultValue);
        if (schema.IsOptional)
            builder.Optional();
        return new(builder.Build(), types);
    }

    public Struct Apply(Struct source, bool replaceNull)
    {
        var target = new Struct(Target);
        var fields = source.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (_fieldTypes[i] is not { } type)
                source.CopyTo(fields[i], target, i, replaceNull);
            else if (!FieldCast.TryUnboxed(type, source, fields[i], target))
                target.SetAt(i, ValueCast.To(type, fields[i].Schema, source.Read(fields[i], replaceNull)));
        }
        return target;
    }

    // A field that is cast loses its name and documentation, which might belong to a logical type.
    private static Schema FieldSchema(Schema schema, SchemaType type) =>
        Finish(schema, SchemaBuilder.OfType(type), () => ValueCast.To(type, schema, schema.DefaultValue));

    private static Schema Finish(Schema source, SchemaBuilder builder, Func<object?> castDefault)
    {
        if (source.IsOptional)
            builder.Optional();
        if (source.DefaultValue is not null)
            builder.Default(castDefault());
        return builder.Build();
    }
}
