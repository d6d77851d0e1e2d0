namespace Connect.Data;

public sealed partial class Struct
{
    /// <summary>A field's value without boxing; its default when it is unset or null.</summary>
    /// <typeparam name="T">
    /// The CLR type of the field's values (<see cref="int"/> for INT32), its nullable form, a type that holds all of them (<see cref="long"/> for
    /// INT32, <see cref="decimal"/> for a Decimal, <see cref="DateTime"/> for a Timestamp), or <see cref="object"/>.
    /// </typeparam>
    /// <param name="field">A field of the schema.</param>
    /// <returns>The value; null (where <typeparamref name="T"/> has it) when there is neither a value nor a default.</returns>
    /// <exception cref="DataException">The field's values are of another type, or there is none and <typeparamref name="T"/> has no null.</exception>
    public T Get<T>(Field field)
    {
        var index = IndexOf(field);
        ref readonly var slot = ref _slots[index];
        if (ReferenceEquals(slot.Reference, FieldSlot.InBits))
            return UnboxedValue.Read<T>(slot, Schema.FieldKinds![index], field);
        return UnboxedValue.Cast<T>(slot.Reference ?? field.Schema.DefaultValue, field);
    }

    /// <inheritdoc cref="Get{T}(Field)"/>
    /// <param name="fieldName">The field's name.</param>
    public T Get<T>(string fieldName) => Get<T>(Lookup(fieldName));

    /// <summary>Sets a field without boxing.</summary>
    /// <typeparam name="T">The CLR type of the field's values (<see cref="int"/> for INT32), or its nullable form.</typeparam>
    /// <param name="field">A field of the schema.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The field's schema does not accept the value.</exception>
    public void Set<T>(Field field, T value)
    {
        var index = IndexOf(field);
        if (!UnboxedValue.TryWrite(value, Schema.FieldKinds![index], ref _slots[index]))
            Put(field, value);
    }

    /// <inheritdoc cref="Set{T}(Field, T)"/>
    /// <param name="fieldName">The field's name.</param>
    /// <param name="value">The value.</param>
    public void Set<T>(string fieldName, T value) => Set(Lookup(fieldName), value);

    private string OfSchema => Schema.Name is null ? "" : $" of schema {Schema.Name}";

    private Field Lookup(string fieldName) => Schema.Field(fieldName) ?? throw NotAField(fieldName);

    private DataException NotAField(string fieldName)
    {
        var names = Schema.FieldSpan.ToArray().Select(field => field.Name).ToList();
        var hint = Spelling.Nearest(fieldName, names) is { } near ? $"Did you mean '{near}'?" : $"Its fields: {string.Join(", ", names)}.";
        return new DataException($"{fieldName} is not a valid field name{OfSchema}. {hint}");
    }

    private static bool IsMismatch(Field field, object value) =>
        field.Schema.Kind is not (ValueKind.Array or ValueKind.Map or ValueKind.Struct) || value is not (System.Collections.IEnumerable or Struct);

    private int IndexOf(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var fields = Schema.FieldSpan;
        var index = field.Index;
        if ((uint)index >= (uint)fields.Length
            || (!ReferenceEquals(fields[index], field) && !string.Equals(fields[index].Name, field.Name, StringComparison.Ordinal)))
        {
            throw NotAField(field.Name);
        }

        return index;
    }

    private void PutAt(Field field, object? value)
    {
        var index = IndexOf(field);
        var schema = Schema.FieldSpan[index].Schema;
        _slots[index].Set(schema.Kind, ValueValidator.Normalize(schema, value, new ValueLocation(field.Name)));
    }
}
