namespace Connect.Converters.Avro.Registry;

/// <summary>Metadata properties that a version must have (<c>use.latest.with.metadata</c>). Compared by value.</summary>
internal sealed class MetadataQuery : IEquatable<MetadataQuery>
{
    private readonly string _identity;

    public MetadataQuery(IEnumerable<KeyValuePair<string, string>> properties)
    {
        Properties = [.. properties.OrderBy(property => property.Key, StringComparer.Ordinal)];
        _identity = string.Join('\n', Properties.Select(property => property.Key + "=" + property.Value));
    }

    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; }

    /// <summary>Parses <c>key=value,key=value</c>.</summary>
    /// <exception cref="ConfigException">A part does not have that form.</exception>
    public static MetadataQuery Parse(string name, string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new ConfigException(name, text, "Expected key=value pairs, separated by commas.");

            properties[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return new MetadataQuery(properties);
    }

    public bool Equals(MetadataQuery? other) => other is not null && _identity == other._identity;

    public override bool Equals(object? obj) => Equals(obj as MetadataQuery);

    public override int GetHashCode() => _identity.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _identity.Replace('\n', ',');
}
