namespace Connect.Converters.Avro.Schemas;

/// <summary>An Avro schema, parsed and printed as by Avro for Java.</summary>
/// <remarks> Immutable and thread-safe. Equality is as in Java: it compares names, fields, symbols, defaults and properties, but not documentation
/// and aliases.
/// </remarks>
public abstract class AvroSchema : IEquatable<AvroSchema>
{
    private static readonly string[] TypeNames =
        ["null", "boolean", "int", "long", "float", "double", "bytes", "string", "record", "enum", "array", "map", "union", "fixed"];

    private string? _text;
    private int _hash;

    private protected AvroSchema(AvroSchemaType type) => Type = type;

    /// <summary>The schema's type.</summary>
    public AvroSchemaType Type { get; }

    /// <summary>The full name of a record, enum or fixed; for other schemas the name of the type, such as <c>int</c>.</summary>
    public virtual string FullName => TypeName;

    /// <summary>All members of the text that are not Avro's own attributes, such as <c>logicalType</c> and <c>connect.name</c>.</summary>
    internal AvroProperties Properties { get; private protected init; } = new();

    /// <summary>The name of the type, such as <c>int</c> or <c>record</c>.</summary>
    internal string TypeName => TypeNames[(int)Type];

    /// <summary>Parses a schema's text.</summary>
    /// <param name="text">JSON. Comments are allowed. Names are not checked for illegal characters, because registries contain such names.</param>
    /// <param name="references">Schemas whose named types the text may use, in the order of their dependencies.</param>
    /// <returns>The schema. A name may be used before its definition.</returns>
    /// <exception cref="DataException"> The text is not JSON or not an Avro schema, uses an unknown type, defines a type twice in different ways, or
    /// is nested deeper than 1000 levels.
    /// </exception>
    public static AvroSchema Parse(string text, IEnumerable<AvroSchema>? references = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AvroSchemaParser(references ?? []).Parse(AvroJsonReader.Read(text));
    }

    /// <summary>Whether two schemas are equal, ignoring documentation and aliases.</summary>
    /// <param name="left">One schema or null.</param>
    /// <param name="right">Another schema or null.</param>
    /// <returns>True if equal.</returns>
    public static bool operator ==(AvroSchema? left, AvroSchema? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two schemas differ.</summary>
    /// <param name="left">One schema or null.</param>
    /// <param name="right">Another schema or null.</param>
    /// <returns>True if not equal.</returns>
    public static bool operator !=(AvroSchema? left, AvroSchema? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(AvroSchema? other) =>
        ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() && new AvroSchemaComparer().Equal(this, other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as AvroSchema);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        // Zero means "not computed yet". The schema is immutable, so a race only computes the value twice.
        if (_hash == 0)
            _hash = HashCode.Combine(Type, Properties.Count, ShallowHash()) | 1;
        return _hash;
    }

    /// <summary>The schema's text exactly as Avro for Java prints it. Named types are defined at their first use.</summary>
    /// <returns>JSON without white space.</returns>
    public sealed override string ToString() => _text ??= Print([]);

    /// <summary>The schema's text without the definitions of types that other schemas define.</summary>
    /// <param name="references">The schemas whose named types are not defined in the text.</param>
    /// <returns>JSON without white space.</returns>
    public string ToString(IEnumerable<AvroSchema> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Print(references.Select(reference => reference.FullName));
    }

    /// <summary>Whether <paramref name="name"/> is the name of a built-in type, which a named schema must not have.</summary>
    internal static bool IsTypeName(string name) => Array.IndexOf(TypeNames, name) >= 0;

    /// <summary>A hash that does not descend into named types, so that it terminates; null if the type alone decides.</summary>
    private protected virtual int ShallowHash() => 0;

    private string Print(IEnumerable<string> known)
    {
        var printer = new AvroSchemaPrinter(known);
        printer.Print(this, null);
        return printer.ToString();
    }
}
