namespace Connect.Data;

public sealed partial class Schema
{
    /// <summary>Checks that a value is one of this schema's.</summary>
    /// <remarks>Null is refused by a required schema even where it has a default. Corresponds to <c>ConnectSchema.validateValue</c>.</remarks>
    /// <param name="value">The value.</param>
    /// <param name="fieldName">The field that error messages name; null for none.</param>
    /// <exception cref="DataException">The schema does not accept the value.</exception>
    public void Validate(object? value, string? fieldName = null) => ValueValidator.Normalize(this, value, new ValueLocation(fieldName));

    /// <summary>Checks that a value is one of this schema's and gives it the form in which Kafka Connect keeps it.</summary>
    /// <remarks>
    /// What a .NET program naturally has at hand is accepted beside the data model's own types: any <see cref="System.Collections.IList"/>
    /// (<c>List&lt;int&gt;</c>, <c>int[]</c>) for an array, any <see cref="System.Collections.IDictionary"/> (<c>Dictionary&lt;string,
    /// string&gt;</c>) for a map and <see cref="decimal"/> for a decimal. Such a value is copied; one that is in form already is returned as it is.
    /// </remarks>
    /// <param name="value">The value.</param>
    /// <param name="fieldName">The field that error messages name; null for none.</param>
    /// <returns>The value, its collections as <see cref="IReadOnlyList{T}"/> and <see cref="IReadOnlyDictionary{TKey, TValue}"/> of
    /// objects.</returns>
    /// <exception cref="DataException">The schema does not accept the value.</exception>
    public object? Normalize(object? value, string? fieldName = null) => ValueValidator.Normalize(this, value, new ValueLocation(fieldName));
}
