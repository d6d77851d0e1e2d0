namespace Connect.Data;

/// <summary>A value with its schema.</summary>
/// <remarks>Compared as Java does: the schema by content, the value by <see cref="ValueEqualityComparer.Java"/> (byte arrays by reference).</remarks>
/// <param name="Schema">The schema; null for a value without one.</param>
/// <param name="Value">The value.</param>
public readonly record struct SchemaAndValue(Schema? Schema, object? Value)
{
    /// <summary>Null without a schema.</summary>
    public static SchemaAndValue Null => default;

    /// <summary>Whether schema and value are equal.</summary>
    /// <param name="other">The other pair.</param>
    /// <returns>True if they are.</returns>
    public bool Equals(SchemaAndValue other) => Schema == other.Schema && ValueEqualityComparer.Java.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schema, ValueEqualityComparer.Java.GetHashCode(Value));
}
