using System.Collections.ObjectModel;

namespace Connect.Data;

/// <summary>The type of a value with everything that belongs to it: name, version, default, parameters, parts.</summary>
/// <remarks>
/// Immutable and thread-safe. Built by <see cref="SchemaBuilder"/>; the primitive ones are constants of this class. Equality compares everything,
/// documentation and default included, as <c>org.apache.kafka.connect.data.ConnectSchema</c> does; the hash is computed once.
/// </remarks>
public sealed partial class Schema : IEquatable<Schema>
{
    private readonly Schema? _keySchema;
    private readonly Schema? _valueSchema;
    private readonly int _hash;
    private Field[]? _fields;
    private ReadOnlyCollection<Field>? _fieldList;
    private Dictionary<string, Field>? _fieldsByName;

    internal Schema(SchemaParts parts)
    {
        Type = parts.Type;
        IsOptional = parts.IsOptional;
        DefaultValue = parts.DefaultValue;
        Name = parts.Name;
        Version = parts.Version;
        Doc = parts.Doc;
        Parameters = parts.Parameters is { Count: > 0 } parameters
            ? new ReadOnlyDictionary<string, string?>(parameters) : ReadOnlyDictionary<string, string?>.Empty;
        _keySchema = parts.KeySchema;
        _valueSchema = parts.ValueSchema;
        LogicalType = LogicalTypes.FromName(parts.Name);
        Kind = LogicalType == LogicalType.None
            ? (ValueKind)Type : Type >= SchemaType.Array ? ValueKind.Nothing : ValueKind.Nothing + (byte)LogicalType;
        IsRecursive = parts.IsRecursive;
        if (Type == SchemaType.Struct)
            SetFields([.. parts.Fields ?? []]);
        _hash = ComputeHash();
    }

    /// <summary>The type.</summary>
    public SchemaType Type { get; }

    /// <summary>The meaning that the name gives, <see cref="LogicalType.None"/> for any other name.</summary>
    public LogicalType LogicalType { get; }

    /// <summary>Whether null is a value.</summary>
    /// <value>Default false: a value is required.</value>
    public bool IsOptional { get; }

    /// <summary>The value that stands for a missing one; null if there is none.</summary>
    public object? DefaultValue { get; }

    /// <summary>The name; null if there is none.</summary>
    public string? Name { get; }

    /// <summary>The version; null if there is none.</summary>
    public int? Version { get; }

    /// <summary>The documentation; null if there is none.</summary>
    public string? Doc { get; }

    /// <summary>The parameters in the order they were given; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; }

    /// <summary>The schema of a map's keys; null if it is not known (an empty map parsed from text).</summary>
    /// <exception cref="DataException">The schema is not a map's.</exception>
    public Schema? KeySchema => Type == SchemaType.Map ? _keySchema : throw new DataException("Cannot look up key schema on non-map type");

    /// <summary>The schema of a map's values or of an array's elements; null if it is not known (an empty array parsed from text).</summary>
    /// <exception cref="DataException">The schema is neither a map's nor an array's.</exception>
    public Schema? ValueSchema => Type is SchemaType.Map or SchemaType.Array
        ? _valueSchema
        : throw new DataException("Cannot look up value schema on non-array and non-map type");

    /// <summary>The fields of a struct in order.</summary>
    /// <exception cref="DataException">The schema is not a struct's.</exception>
    public IReadOnlyList<Field> Fields => _fieldList ?? throw new DataException("Cannot list fields on non-struct type");

    internal ValueKind Kind { get; }

    internal ValueKind[]? FieldKinds { get; private set; }

    /// <summary>The schema in Java's form: <c>Schema{name:TYPE}</c>, or <c>Schema{TYPE}</c> without a name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name is null ? $"Schema{{{Type.ToUpperName()}}}" : $"Schema{{{Name}:{Type.ToUpperName()}}}";
}
