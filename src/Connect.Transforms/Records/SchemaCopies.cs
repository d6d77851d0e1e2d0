using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>Starts schemas that resemble others.</summary>
internal static class SchemaCopies
{
    /// <summary>A builder of the same type with the same name, version, documentation and parameters; optionality and default are left to the
    /// caller.</summary>
    public static SchemaBuilder Basics(Schema source) => Basics(source, source.Type switch
    {
        SchemaType.Array => source.ValueSchema is { } elements ? SchemaBuilder.Array(elements) : SchemaBuilder.UntypedArray(),
        SchemaType.Map => SchemaBuilder.UntypedMap(source.KeySchema, source.ValueSchema),
        var type => SchemaBuilder.OfType(type),
    });

    /// <summary>A builder with the name, version, documentation and parameters of a schema.</summary>
    public static SchemaBuilder Basics(Schema source, SchemaBuilder builder)
    {
        builder.Name(source.Name).Version(source.Version).Doc(source.Doc);
        return source.Parameters.Count == 0 ? builder : builder.Parameters(source.Parameters);
    }
}
