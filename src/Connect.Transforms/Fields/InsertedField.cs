using Connect.Data;

namespace Connect.Transforms.Fields;

/// <summary>The name of a field to insert, and whether it is required.</summary>
internal sealed record InsertedField(string Name, bool IsRequired)
{
    /// <summary>Reads a name with its mark.</summary>
    public static InsertedField? Parse(string? spec) => spec switch
    {
        null => null,
        _ when spec.EndsWith('?') => new(spec[..^1], false),
        _ when spec.EndsWith('!') => new(spec[..^1], true),
        _ => new(spec, false),
    };

    public void AddTo(SchemaBuilder builder, Schema schema) => builder.Field(Name, IsRequired ? schema : schema.AsOptional());
}
