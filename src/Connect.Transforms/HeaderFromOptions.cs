namespace Connect.Transforms;

/// <summary>Which fields <see cref="HeaderFrom"/> makes headers of.</summary>
public sealed class HeaderFromOptions
{
    /// <summary>The fields; at least one.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The header of each field; as many as there are fields.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>Whether the fields stay.</summary>
    public required HeaderOperation Operation { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
