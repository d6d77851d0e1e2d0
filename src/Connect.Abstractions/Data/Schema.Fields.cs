using System.Diagnostics.CodeAnalysis;

namespace Connect.Data;

public sealed partial class Schema
{
    // Below this many fields a walk over the names is faster than hashing one.
    private const int LinearSearchLimit = 6;

    internal ReadOnlySpan<Field> FieldSpan => _fields;

    /// <summary>Looks up a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <returns>The field; null if the struct has none of that name.</returns>
    /// <exception cref="DataException">The schema is not a struct's.</exception>
    public Field? Field(string name)
    {
        if (_fields is null)
            throw new DataException("Cannot look up fields on non-struct type");
        if (_fieldsByName is not null)
            return name is not null && _fieldsByName.TryGetValue(name, out var found) ? found : null;
        foreach (var field in _fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
                return field;
        }

        return null;
    }

    /// <summary>Looks up a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="field">The field, when there is one.</param>
    /// <returns>Whether the struct has a field of that name.</returns>
    /// <exception cref="DataException">The schema is not a struct's.</exception>
    public bool TryGetField(string name, [NotNullWhen(true)] out Field? field)
    {
        field = Field(name);
        return field is not null;
    }
}
