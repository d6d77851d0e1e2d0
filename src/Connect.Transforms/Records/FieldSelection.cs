using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>A struct schema with some of another's fields, maybe under other names, and the way to copy them.</summary>
internal sealed class FieldSelection
{
    private readonly Field[] _sources;

    private FieldSelection(Schema schema, Field[] sources)
    {
        Schema = schema;
        _sources = sources;
    }

    public Schema Schema { get; }

    /// <summary>Selects fields of a schema; whether the struct is optional and its default are lost, as in Kafka Connect.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="nameOf">The field's new name; null leaves it out.</param>
    /// <exception cref="SchemaBuilderException">Two fields get one name.</exception>
    public static FieldSelection Of(Schema schema, Func<Field, string?> nameOf)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        var sources = new List<Field>();
        foreach (var field in schema.Fields)
        {
            if (nameOf(field) is not { } name)
                continue;
            builder.Field(name, field.Schema);
            sources.Add(field);
        }
        return new(builder.Build(), [.. sources]);
    }

    public Struct Apply(Struct source, bool replaceNull)
    {
        var target = new Struct(Schema);
        for (var i = 0; i < _sources.Length; i++)
            source.CopyTo(_sources[i], target, i, replaceNull);
        return target;
    }
}
