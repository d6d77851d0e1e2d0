namespace Connect.Data;

public sealed partial class SchemaBuilder
{
    /// <summary>Makes a struct schema whose fields, or parts of them, have that schema again.</summary>
    /// <remarks>
    /// Everything but the fields must be set before. Inside of <paramref name="addFields"/> the schema itself and copies of it, such as its
    /// <see cref="Schema.AsOptional"/>, may be used as parts of others; their own fields are there only afterwards.
    /// </remarks>
    /// <param name="addFields">Adds the fields to this builder; the argument is the schema that is being made.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="SchemaBuilderException">The builder is not a struct's.</exception>
    /// <example><code>
    /// var node = SchemaBuilder.Struct().Name("Node").BuildRecursive((builder, self) => builder
    ///     .Field("value", Schema.String)
    ///     .Field("next", self.AsOptional()));
    /// </code></example>
    public Schema BuildRecursive(Action<SchemaBuilder, Schema> addFields)
    {
        ArgumentNullException.ThrowIfNull(addFields);
        if (_fields is null)
            throw new SchemaBuilderException($"Cannot create fields on type {_type.ToUpperName()}");
        var schema = new Schema(Parts() with { IsRecursive = true });
        schema.Open();
        addFields(this, schema);
        schema.Complete(_fields.Values);
        return schema;
    }
}
