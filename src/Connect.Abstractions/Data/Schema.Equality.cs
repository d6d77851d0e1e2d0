namespace Connect.Data;

public sealed partial class Schema
{
    /// <summary>Compares two schemas.</summary>
    /// <param name="left">One schema.</param>
    /// <param name="right">The other schema.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(Schema? left, Schema? right) => ReferenceEquals(left, right) || (left is not null && left.Equals(right));

    /// <summary>Compares two schemas.</summary>
    /// <param name="left">One schema.</param>
    /// <param name="right">The other schema.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(Schema? left, Schema? right) => !(left == right);

    /// <summary>Whether the other schema has the same type, optionality, name, version, documentation, default, parameters and parts.</summary>
    /// <param name="other">The other schema.</param>
    /// <returns>Whether they are equal. The order of fields counts, that of parameters does not.</returns>
    public bool Equals(Schema? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return other is not null
            && _hash == other._hash
            && Type == other.Type
            && IsOptional == other.IsOptional
            && Version == other.Version
            && string.Equals(Name, other.Name, StringComparison.Ordinal)
            && string.Equals(Doc, other.Doc, StringComparison.Ordinal)
            && PartsEqual(other)
            && ValueEqualityComparer.ByContent.Equals(DefaultValue, other.DefaultValue)
            && ParametersEqual(other);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    internal bool ParametersEqual(Schema other)
    {
        if (Parameters.Count != other.Parameters.Count)
            return false;
        foreach (var (key, value) in Parameters)
        {
            if (!other.Parameters.TryGetValue(key, out var theirs) || !string.Equals(value, theirs, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private bool PartsEqual(Schema other)
    {
        if (Type <= SchemaType.Bytes)
            return true;
        Nesting.Check();
        return _keySchema == other._keySchema && _valueSchema == other._valueSchema && FieldsEqual(other);
    }

    private int ComputeHash()
    {
        var hash = default(HashCode);
        hash.Add(Type);
        hash.Add(IsOptional);
        hash.Add(Version);
        hash.Add(Name, StringComparer.Ordinal);
        hash.Add(Doc, StringComparer.Ordinal);
        hash.Add(_keySchema?._hash ?? 0);
        hash.Add(_valueSchema?._hash ?? 0);
        hash.Add(ValueEqualityComparer.ByContent.GetHashCode(DefaultValue));
        // A recursive schema is hashed before its fields are known, and its copies must hash alike.
        foreach (var field in IsRecursive ? default : FieldSpan)
        {
            hash.Add(field.Name, StringComparer.Ordinal);
            hash.Add(field.Schema._hash);
        }

        var parameters = 0;
        foreach (var (key, value) in Parameters)
            parameters += HashCode.Combine(key, value);
        hash.Add(parameters);
        return hash.ToHashCode();
    }
}
