namespace Connect.Transforms;

/// <summary>What <see cref="SetSchemaMetadata"/> sets.</summary>
public sealed class SetSchemaMetadataOptions
{
    /// <summary>The schema's new name.</summary>
    /// <value>Default null: it keeps its name.</value>
    public string? Name { get; init; }

    /// <summary>The schema's new version.</summary>
    /// <value>Default null: it keeps its version.</value>
    public int? Version { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
