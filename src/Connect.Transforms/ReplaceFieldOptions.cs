namespace Connect.Transforms;

/// <summary>Which fields <see cref="ReplaceField"/> keeps, and under which names.</summary>
public sealed class ReplaceFieldOptions
{
    /// <summary>The fields to leave out, by their former names; stronger than <see cref="Include"/>.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>The fields to keep, by their former names.</summary>
    /// <value>Default empty: all.</value>
    public IReadOnlyCollection<string> Include { get; init; } = [];

    /// <summary>New names by former names.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Renames { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
