namespace Connect.Transforms;

/// <summary>Which fields <see cref="ValueToKey"/> makes the key of.</summary>
public sealed class ValueToKeyOptions
{
    /// <summary>The fields of the value, in the order in which the key has them; at least one.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
