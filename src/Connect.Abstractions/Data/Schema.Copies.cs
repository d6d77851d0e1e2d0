namespace Connect.Data;

public sealed partial class Schema
{
    private Schema? _optional;

    /// <summary>This schema with null as a value, everything else the same.</summary>
    /// <returns>The same object when it is optional already; otherwise one that is created once and cached.</returns>
    public Schema AsOptional() => IsOptional ? this : _optional ??= Copy(Parts() with { IsOptional = true });

    /// <summary>This schema with a value required, everything else the same.</summary>
    /// <returns>The same object when it is required already.</returns>
    public Schema AsRequired() => IsOptional ? Copy(Parts() with { IsOptional = false }) : this;

    /// <summary>This schema with another default, everything else the same.</summary>
    /// <remarks>The only way to give a struct schema a default: a builder refuses it, as Java's does.</remarks>
    /// <param name="value">The default; null for none.</param>
    /// <returns>The new schema.</returns>
    /// <exception cref="DataException">The schema does not accept the value.</exception>
    public Schema WithDefault(object? value) => Copy(Parts() with { DefaultValue = value is null ? null : Normalize(value) });

    /// <summary>This schema with more parameters, everything else the same.</summary>
    /// <param name="parameters">The parameters to add; one that is there already gets the new value.</param>
    /// <returns>The new schema.</returns>
    public Schema WithParameters(IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var all = new OrderedDictionary<string, string?>(Parameters, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            all[name] = value;
        return Copy(Parts() with { Parameters = all });
    }

    /// <summary>This schema under another name and version, everything else the same, its default not looked at again.</summary>
    /// <param name="name">The name; null for none.</param>
    /// <param name="version">The version; null for none.</param>
    /// <returns>The new schema.</returns>
    public Schema WithName(string? name, int? version) => Copy(Parts() with { Name = name, Version = version });

    internal SchemaParts Parts() => new()
    {
        Type = Type,
        IsOptional = IsOptional,
        DefaultValue = DefaultValue,
        Name = Name,
        Version = Version,
        Doc = Doc,
        Parameters = Parameters.Count == 0 ? null : new OrderedDictionary<string, string?>(Parameters),
        Fields = _fields,
        IsRecursive = IsRecursive,
        KeySchema = _keySchema,
        ValueSchema = _valueSchema,
    };
}
