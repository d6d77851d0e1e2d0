namespace Connect.Transforms;

/// <summary>Which field <see cref="ExtractField"/> extracts.</summary>
public sealed class ExtractFieldOptions
{
    /// <summary>The field's name, or its path with <see cref="FieldSyntaxVersion.V2"/>.</summary>
    public required string Field { get; init; }

    /// <summary>How the field is named.</summary>
    /// <value>Default <see cref="FieldSyntaxVersion.V1"/>.</value>
    public FieldSyntaxVersion SyntaxVersion { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
