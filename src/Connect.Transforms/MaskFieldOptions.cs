namespace Connect.Transforms;

/// <summary>Which fields <see cref="MaskField"/> masks, and with what.</summary>
public sealed class MaskFieldOptions
{
    /// <summary>The fields; at least one.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>What texts are replaced by, and numbers too after conversion.</summary>
    /// <value>Default null: zero, false, the empty text, the epoch, the empty list or map. Not empty.</value>
    public string? Replacement { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
