using Connect.Data;

namespace Connect.Transforms;

/// <summary>What <see cref="Cast"/> casts: some fields, or the whole key or value.</summary>
public sealed class CastOptions
{
    /// <summary>The type to cast the whole key or value to.</summary>
    /// <value>Default null: fields are cast. Allowed: INT8 to INT64, FLOAT32, FLOAT64, BOOLEAN, STRING.</value>
    public SchemaType? Whole { get; init; }

    /// <summary>The types to cast fields to, by field name.</summary>
    /// <value>Default empty. Allowed types as for <see cref="Whole"/>; only one of the two may be given.</value>
    public IReadOnlyDictionary<string, SchemaType> Fields { get; init; } = new Dictionary<string, SchemaType>();

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
