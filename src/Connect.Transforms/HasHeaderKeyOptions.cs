namespace Connect.Transforms;

/// <summary>What <see cref="HasHeaderKey"/> looks for.</summary>
public sealed class HasHeaderKeyOptions
{
    /// <summary>The header's key, not empty.</summary>
    public required string Name { get; init; }
}
