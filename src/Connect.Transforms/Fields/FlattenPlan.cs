using Connect.Data;
using Connect.Transforms.Records;

namespace Connect.Transforms.Fields;

/// <summary>What a struct schema becomes when it is flattened, and where each field comes from.</summary>
internal sealed class FlattenPlan
{
    private readonly Level _top;

    private FlattenPlan(Schema schema, Level top)
    {
        Schema = schema;
        _top = top;
    }

    public Schema Schema { get; }

    public static FlattenPlan Of(Schema schema, string delimiter)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        var next = 0;
        var top = Add(builder, schema, "", delimiter, schema.IsOptional, schema.DefaultValue as Struct, ref next, new());
        return new(builder.Build(), top);
    }

    public Struct Apply(Struct source)
    {
        var target = new Struct(Schema);
        Copy(source, _top, target);
        return target;
    }

    private static void Copy(Struct source, Level level, Struct target)
    {
        foreach (var (field, index, nested) in level.Steps)
        {
            if (nested is null)
                source.CopyTo(field, target, index, replaceNull: true);
            else if (source.GetAt(field.Index) is Struct inner)
                Copy(inner, nested, target);
        }
    }

    private static Level Add(
        SchemaBuilder builder, Schema schema, string prefix, string delimiter, bool optional, Struct? parentDefault, ref int next,
        Stack<Schema> enclosing)
    {
        if (enclosing.Count > MapFlattening.MaximumDepth)
            throw MapFlattening.TooDeep();
        if (schema.IsRecursive && enclosing.Contains(schema))
            throw new DataException($"Flatten transformation does not support {schema}, which refers to itself (for field {prefix}).");
        enclosing.Push(schema);
        var steps = new List<Step>();
        foreach (var field in schema.Fields)
        {
            var name = MapFlattening.NameOf(prefix, field.Name, delimiter);
            var fieldOptional = optional || field.Schema.IsOptional;
            var fieldDefault = field.Schema.DefaultValue ?? parentDefault?.Read(parentDefault.Schema.Field(field.Name)!, replaceNull: true);
            switch (field.Schema.Type)
            {
                case SchemaType.Struct:
                    steps.Add(new(
                        field, -1, Add(builder, field.Schema, name, delimiter, fieldOptional, fieldDefault as Struct, ref next, enclosing)));
                    break;
                case SchemaType.Map:
                    throw new DataException($"Flatten transformation does not support MAP for record with schemas (for field {name}).");
                default:
                    builder.Field(name, Copy(field.Schema, fieldOptional, fieldDefault));
                    steps.Add(new(field, next++, null));
                    break;
            }
        }
        enclosing.Pop();
        return new([.. steps]);
    }

    // A field that keeps optionality and default keeps its schema, so that its values need not be looked at again.
    private static Schema Copy(Schema schema, bool optional, object? defaultValue)
    {
        if (schema.IsOptional == optional && ReferenceEquals(schema.DefaultValue, defaultValue))
            return schema;
        var builder = SchemaCopies.Basics(schema);
        if (optional)
            builder.Optional();
        if (defaultValue is not null)
            builder.Default(defaultValue);
        return builder.Build();
    }

    private sealed record Level(Step[] Steps);

    private readonly record struct Step(Field Field, int Index, Level? Nested);
}
