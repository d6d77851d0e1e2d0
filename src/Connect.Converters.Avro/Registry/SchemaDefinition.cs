namespace Connect.Converters.Avro.Registry;

/// <summary>A schema as a registry holds it: its text and what the text refers to. Compared by value; the hash is computed once.</summary>
internal sealed class SchemaDefinition : IEquatable<SchemaDefinition>
{
    public const string Avro = "AVRO";

    private readonly int _hash;

    public SchemaDefinition(string text, IReadOnlyList<SchemaReference>? references = null, string type = Avro)
    {
        Text = text;
        References = references ?? [];
        Type = type;
        _hash = HashCode.Combine(text, type, References.Count);
    }

    /// <summary>The text, without what it refers to.</summary>
    public string Text { get; }

    /// <summary>The registry's name of the kind of schema: AVRO, JSON or PROTOBUF.</summary>
    public string Type { get; }

    /// <summary>What the text refers to; empty when it stands alone.</summary>
    public IReadOnlyList<SchemaReference> References { get; }

    public bool Equals(SchemaDefinition? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (_hash == other._hash && Text == other.Text && Type == other.Type && References.SequenceEqual(other.References)));

    public override bool Equals(object? obj) => Equals(obj as SchemaDefinition);

    public override int GetHashCode() => _hash;

    public override string ToString() => Text;
}
