namespace Connect.Converters.Avro.Schemas;

/// <summary>An Avro schema: parsed from and printed as the text that Avro for Java reads and writes.</summary>
/// <remarks>
/// Immutable and safe to share between threads. Two schemas are equal when Java's are: names, fields, symbols, defaults and properties
/// count, documentation and aliases do not.
/// </remarks>
public abstract class AvroSchema : IEquatable<AvroSchema>
{
    private static readonly string[] TypeNames =
        ["null", "boolean", "int", "long", "float", "double", "bytes", "string", "record", "enum", "array", "map", "union", "fixed"];

    private string? _text;
    private int _hash;

    private protected AvroSchema(AvroSchemaType type) => Type = type;

    /// <summary>What kind of schema it is.</summary>
    public AvroSchemaType Type { get; }

    /// <summary>Namespace and name of a record, enum or fixed; of any other schema the name of its type, such as <c>int</c>.</summary>
    public virtual string FullName => TypeName;

    /// <summary>Whatever the text has beside Avro's own attributes, such as <c>logicalType</c> and <c>connect.name</c>.</summary>
    internal AvroProperties Properties { get; private protected init; } = new();

    /// <summary>The name of the type, such as <c>int</c> or <c>record</c>.</summary>
    internal string TypeName => TypeNames[(int)Type];

    /// <summary>Parses a schema's text.</summary>
    /// <param name="text">JSON; comments are allowed, names are not checked for illegal characters, since registries hold such.</param>
    /// <param name="references">Schemas whose records, enums and fixed types the text may name, in the order in which they build on each other.</param>
    /// <returns>The schema; a name may be used before the place that defines it.</returns>
    /// <exception cref="DataException">
    /// The text is no JSON or no Avro schema, names an unknown type or defines one in two ways, or is nested deeper than 1000 levels.
    /// </exception>
    public static AvroSchema Parse(string text, IEnumerable<AvroSchema>? references = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AvroSchemaParser(references ?? []).Parse(AvroJsonReader.Read(text));
    }

    /// <summary>Whether both describe the same data in the same words, documentation and aliases aside.</summary>
    /// <param name="left">One schema or null.</param>
    /// <param name="right">Another schema or null.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(AvroSchema? left, AvroSchema? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    /// <param name="left">One schema or null.</param>
    /// <param name="right">Another schema or null.</param>
    /// <returns>True when not equal.</returns>
    public static bool operator !=(AvroSchema? left, AvroSchema? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(AvroSchema? other) =>
        ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() && new AvroSchemaComparer().Equal(this, other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as AvroSchema);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        // Zero stands for "not computed yet": a pure function of immutable state, so a race only computes it twice.
        if (_hash == 0)
            _hash = HashCode.Combine(Type, Properties.Count, ShallowHash()) | 1;
        return _hash;
    }

    /// <summary>The schema's text exactly as Avro for Java prints it, named types spelled out where they first occur.</summary>
    /// <returns>JSON without white space.</returns>
    public sealed override string ToString() => _text ??= Print([]);

    /// <summary>The schema's text with the types of other schemas left out and only named.</summary>
    /// <param name="references">The schemas whose named types are not spelled out.</param>
    /// <returns>JSON without white space.</returns>
    public string ToString(IEnumerable<AvroSchema> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Print(references.Select(reference => reference.FullName));
    }

    /// <summary>Whether <paramref name="name"/> is the name of a type, which a named schema must not be mistaken for.</summary>
    internal static bool IsTypeName(string name) => Array.IndexOf(TypeNames, name) >= 0;

    /// <summary>A hash that goes through no named type, so that recursion ends; null for a type that is all there is to say.</summary>
    private protected virtual int ShallowHash() => 0;

    private string Print(IEnumerable<string> known)
    {
        var printer = new AvroSchemaPrinter(known);
        printer.Print(this, null);
        return printer.ToString();
    }
}
