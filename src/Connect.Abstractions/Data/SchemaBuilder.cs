namespace Connect.Data;

/// <summary>Builds a <see cref="Schema"/>.</summary>
/// <remarks>
/// Optionality, default, name, version and documentation may be set once each; setting one again is an error unless it is the same object. Not safe
/// for use from several threads. Corresponds to <c>org.apache.kafka.connect.data.SchemaBuilder</c>.
/// </remarks>
/// <example><code>
/// var schema = SchemaBuilder.Struct().Name("order").Field("id", Schema.Int64).Field("note", Schema.OptionalString).Build();
/// </code></example>
public sealed partial class SchemaBuilder
{
    private readonly SchemaType _type;
    private readonly Schema? _keySchema;
    private readonly Schema? _valueSchema;
    private readonly OrderedDictionary<string, Field>? _fields;
    private OrderedDictionary<string, string?>? _parameters;
    private bool? _optional;
    private object? _default;
    private string? _name;
    private object? _version;
    private string? _doc;

    private SchemaBuilder(SchemaType type, Schema? keySchema = null, Schema? valueSchema = null)
    {
        _type = type;
        _keySchema = keySchema;
        _valueSchema = valueSchema;
        _fields = type == SchemaType.Struct ? new OrderedDictionary<string, Field>(StringComparer.Ordinal) : null;
    }

    /// <summary>Makes null a value.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException"><see cref="Required"/> was called before.</exception>
    public SchemaBuilder Optional() => SetOptional(true);

    /// <summary>Creates a value required, which is the default.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException"><see cref="Optional"/> was called before.</exception>
    public SchemaBuilder Required() => SetOptional(false);

    /// <summary>Sets the default, checked against what has been set so far: <see cref="Optional"/> and the name of a logical type come
    /// first.</summary>
    /// <param name="value">The default.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException">The schema does not accept the value, another default was set before, or the schema is a struct's
    /// (use <see cref="Schema.WithDefault"/>).</exception>
    public SchemaBuilder Default(object? value)
    {
        CheckUnset("default", _default, value);
        try
        {
            if (value is Struct && _type == SchemaType.Struct)
                throw new DataException("Struct schemas do not match.");
            _default = Build().Normalize(value);
        }
        catch (DataException e)
        {
            throw new SchemaBuilderException("Invalid default value", e);
        }

        return this;
    }

    /// <summary>Sets the name; the name of a logical type also decides which values the schema accepts.</summary>
    /// <param name="name">The name; null leaves it unset.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException">A name was set before.</exception>
    public SchemaBuilder Name(string? name)
    {
        CheckUnset("name", _name, name);
        _name = name;
        return this;
    }

    /// <summary>Sets the version.</summary>
    /// <param name="version">The version; null leaves it unset.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException">Another version was set before.</exception>
    public SchemaBuilder Version(int? version)
    {
        CheckUnset("version", _version, version);
        _version = version;
        return this;
    }

    /// <summary>Sets the documentation.</summary>
    /// <param name="doc">The documentation; null leaves it unset.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException">Documentation was set before.</exception>
    public SchemaBuilder Doc(string? doc)
    {
        CheckUnset("doc", _doc, doc);
        _doc = doc;
        return this;
    }

    /// <summary>Sets a parameter; a later value for the same name wins.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The parameter's value.</param>
    /// <returns>This builder.</returns>
    public SchemaBuilder Parameter(string name, string? value)
    {
        (_parameters ??= new OrderedDictionary<string, string?>(StringComparer.Ordinal))[name] = value;
        return this;
    }

    /// <summary>Sets several parameters; a later value for the same name wins.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <returns>This builder.</returns>
    public SchemaBuilder Parameters(IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value) in parameters)
            Parameter(name, value);
        return this;
    }

    /// <summary>Adds a field after those there are.</summary>
    /// <param name="name">The field's name, not empty and not used yet.</param>
    /// <param name="schema">The schema of the field's values.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="SchemaBuilderException">The schema is not a struct's, or name or schema are missing, or the name is used already.</exception>
    public SchemaBuilder Field(string name, Schema schema)
    {
        if (_fields is null)
            throw new SchemaBuilderException($"Cannot create fields on type {_type.ToUpperName()}");
        if (string.IsNullOrEmpty(name))
            throw new SchemaBuilderException("fieldName cannot be null.");
        if (schema is null)
            throw new SchemaBuilderException($"fieldSchema for field {name} cannot be null.");
        if (!_fields.TryAdd(name, new Field(name, _fields.Count, schema)))
            throw new SchemaBuilderException($"Cannot create field because of field name duplication {name}");
        return this;
    }

    /// <summary>Whether a field of that name has been added.</summary>
    /// <param name="name">The field's name.</param>
    /// <returns>True if it has.</returns>
    public bool HasField(string name) => _fields is not null && _fields.ContainsKey(name);

    /// <summary>Creates the schema; the builder may be used on.</summary>
    /// <returns>A schema of what has been set so far.</returns>
    public Schema Build() => new(Parts());

    private SchemaParts Parts() => new()
    {
        Type = _type,
        IsOptional = _optional ?? false,
        DefaultValue = _default,
        Name = _name,
        Version = (int?)_version,
        Doc = _doc,
        Parameters = _parameters is null ? null : new OrderedDictionary<string, string?>(_parameters, StringComparer.Ordinal),
        Fields = _fields?.Values,
        KeySchema = _keySchema,
        ValueSchema = _valueSchema,
    };

    private SchemaBuilder SetOptional(bool optional)
    {
        CheckUnset("optional", _optional, optional);
        _optional = optional;
        return this;
    }

    private static void CheckUnset(string property, object? current, object? value)
    {
        if (current is not null && !IsSameObject(current, value))
            throw new SchemaBuilderException($"Invalid SchemaBuilder call: {property} has already been set.");
    }

    // Java compares references, and its boxes of booleans and of integers from -128 to 127 are one object each.
    private static bool IsSameObject(object current, object? value) => (current, value) switch
    {
        // The empty text is always the same object here, which says nothing about who set it.
        (string { Length: 0 }, _) => false,
        (bool a, bool b) => a == b,
        (sbyte a, sbyte b) => a == b,
        (short a, short b) => a == b && a is >= -128 and <= 127,
        (int a, int b) => a == b && a is >= -128 and <= 127,
        (long a, long b) => a == b && a is >= -128 and <= 127,
        _ => ReferenceEquals(current, value),
    };
}
