using System.Text;

namespace Connect.Data;

/// <summary>A value with named fields.</summary>
/// <remarks>
/// Numbers, booleans, dates and times are kept unboxed: <see cref="Get{T}(Field)"/> and <see cref="Set{T}(Field, T)"/> move them without an
/// allocation, the indexer boxes them. Setting checks the value against the field's schema at once; <see cref="Validate"/> checks that no required
/// field is missing. Not safe for writing from several threads. Corresponds to <c>org.apache.kafka.connect.data.Struct</c>.
/// </remarks>
/// <example><code>
/// var order = new Struct(schema) { ["id"] = 17L, ["note"] = "urgent" };
/// long id = order.Get&lt;long&gt;("id");
/// </code></example>
public sealed partial class Struct : IEquatable<Struct>
{
    private readonly FieldSlot[] _slots;

    /// <summary>Creates a struct whose fields are all unset.</summary>
    /// <param name="schema">A struct schema.</param>
    /// <exception cref="DataException">The schema is not a struct's.</exception>
    public Struct(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Type != SchemaType.Struct)
            throw new DataException($"Not a struct schema: {schema}");
        Schema = schema;
        _slots = schema.FieldSpan.Length == 0 ? [] : new FieldSlot[schema.FieldSpan.Length];
    }

    /// <summary>The schema.</summary>
    public Schema Schema { get; }

    /// <summary>A field's value; its default when it is unset or null. Setting checks the value as <see cref="Put(string, object?)"/> does.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value, boxed; null if there is neither a value nor a default.</returns>
    /// <exception cref="DataException">There is no such field, or its schema does not accept the value.</exception>
    public object? this[string fieldName]
    {
        get => this[Lookup(fieldName)];
        set => Put(Lookup(fieldName), value);
    }

    /// <inheritdoc cref="this[string]"/>
    /// <param name="field">A field of the schema.</param>
    public object? this[Field field]
    {
        get
        {
            var index = IndexOf(field);
            return _slots[index].IsNull ? field.Schema.DefaultValue : _slots[index].Box(Schema.FieldKinds![index]);
        }
        set => Put(field, value);
    }

    /// <summary>Sets a field.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <param name="value">
    /// The value. Types that lose nothing are accepted too: a shorter number for a longer one, <see cref="decimal"/> and integers for a Decimal, a
    /// <see cref="DateTime"/> of a known kind for a Timestamp, .NET collections as by <see cref="Data.Schema.Normalize"/>.
    /// </param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">There is no such field, or its schema does not accept the value (null for a required field, even one with a
    /// default).</exception>
    public Struct Put(string fieldName, object? value)
    {
        return Put(Lookup(fieldName), value);
    }

    /// <inheritdoc cref="Put(string, object?)"/>
    /// <param name="field">A field of the schema.</param>
    /// <param name="value">The value.</param>
    public Struct Put(Field field, object? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        try
        {
            PutAt(field, FieldConversion.ToField(field.Schema.Kind, value));
            return this;
        }
        catch (DataException e) when (value is not null && IsMismatch(field, value))
        {
            throw new DataException($"{e.Message}{OfSchema}. {FieldConversion.Advice(field.Schema.Kind, value)}", e);
        }
    }

    /// <summary>A field's value ignoring its default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <returns>The value, boxed; null if there is none.</returns>
    /// <exception cref="DataException">There is no such field.</exception>
    public object? GetWithoutDefault(string fieldName) => GetWithoutDefault(Lookup(fieldName));

    /// <inheritdoc cref="GetWithoutDefault(string)"/>
    /// <param name="field">A field of the schema.</param>
    public object? GetWithoutDefault(Field field)
    {
        var index = IndexOf(field);
        return _slots[index].Box(Schema.FieldKinds![index]);
    }

    /// <summary>Whether a field is unset or null; its default does not count.</summary>
    /// <param name="field">A field of the schema.</param>
    /// <returns>True if there is no value.</returns>
    public bool IsNull(Field field) => _slots[IndexOf(field)].IsNull;

    /// <summary>Checks that every field has a value, a default or need not have one, down into nested structs.</summary>
    /// <exception cref="DataException">A required field is missing.</exception>
    public void Validate()
    {
        var fields = Schema.FieldSpan;
        for (var i = 0; i < fields.Length; i++)
        {
            var schema = fields[i].Schema;
            if (_slots[i].Reference is not { } value)
            {
                if (!schema.IsOptional && schema.DefaultValue is null)
                    throw ValueValidator.NullRefused(schema, new ValueLocation(fields[i].Name));
            }
            else if (schema.Type > SchemaType.Bytes)
            {
                ValueValidator.Normalize(schema, value, new ValueLocation(fields[i].Name));
            }
        }
    }

    /// <summary>Whether the other struct has an equal schema and equal values; byte arrays compare by content.</summary>
    /// <param name="other">The other struct.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(Struct? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || !Schema.Equals(other.Schema))
            return false;
        Nesting.Check();
        for (var i = 0; i < _slots.Length; i++)
        {
            if (!_slots[i].ContentEquals(other._slots[i], Schema.FieldKinds![i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Struct);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        Nesting.Check();
        var hash = default(HashCode);
        hash.Add(Schema);
        for (var i = 0; i < _slots.Length; i++)
            hash.Add(ValueEqualityComparer.ByContent.GetHashCode(_slots[i].Box(Schema.FieldKinds![i])));
        return hash.ToHashCode();
    }

    /// <summary>The struct in Java's form, without the fields that are null: <c>Struct{a=1,b=x}</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        Nesting.Check();
        var text = new StringBuilder("Struct{");
        var separator = "";
        var fields = Schema.FieldSpan;
        for (var i = 0; i < fields.Length; i++)
        {
            if (_slots[i].IsNull)
                continue;
            text.Append(separator).Append(fields[i].Name).Append('=').Append(JavaText.Of(_slots[i].Box(Schema.FieldKinds![i])));
            separator = ",";
        }

        return text.Append('}').ToString();
    }
}
