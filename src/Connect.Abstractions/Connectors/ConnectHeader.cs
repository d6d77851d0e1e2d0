using Connect.Data;

namespace Connect.Connectors;

/// <summary>A header of a record.</summary>
/// <remarks>Immutable; equal by key, schema and value (<see cref="ValueEqualityComparer.Java"/>). Corresponds to
/// <c>org.apache.kafka.connect.header.ConnectHeader</c>.</remarks>
public sealed class ConnectHeader : IEquatable<ConnectHeader>
{
    private readonly Schema? _schema;

    /// <summary>Creates a header.</summary>
    /// <param name="key">The key.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    public ConnectHeader(string key, Schema? schema, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        _schema = schema;
        Value = value;
    }

    /// <summary>The key; several headers of a record may share it.</summary>
    public string Key { get; }

    /// <summary>The schema. If none was given, a struct's own schema, and null for any other value.</summary>
    public Schema? Schema => _schema ?? (Value as Struct)?.Schema;

    /// <summary>The value.</summary>
    public object? Value { get; }

    /// <summary>Copies this header with another key.</summary>
    /// <param name="key">The new key.</param>
    /// <returns>This header if the key is the same.</returns>
    public ConnectHeader WithKey(string key) => string.Equals(key, Key, StringComparison.Ordinal) ? this : new ConnectHeader(key, _schema, Value);

    /// <inheritdoc/>
    public bool Equals(ConnectHeader? other) => ReferenceEquals(this, other)
        || (other is not null
            && string.Equals(Key, other.Key, StringComparison.Ordinal)
            && Schema == other.Schema
            && ValueEqualityComparer.Java.Equals(Value, other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectHeader);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Schema, ValueEqualityComparer.Java.GetHashCode(Value));

    /// <summary>The header in Java's form: <c>ConnectHeader(key=k, value=v, schema=Schema{STRING})</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"ConnectHeader(key={Key}, value={JavaText.Of(Value)}, schema={JavaText.Of(Schema)})";
}
