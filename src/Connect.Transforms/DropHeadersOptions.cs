namespace Connect.Transforms;

/// <summary>What <see cref="DropHeaders"/> drops.</summary>
public sealed class DropHeadersOptions
{
    /// <summary>The keys of the headers, in their exact case; at least one.</summary>
    public required IReadOnlyList<string> Headers { get; init; }
}
