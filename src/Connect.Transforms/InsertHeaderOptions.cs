using Connect.Data;

namespace Connect.Transforms;

/// <summary>What <see cref="InsertHeader"/> inserts.</summary>
public sealed class InsertHeaderOptions
{
    /// <summary>The header's key.</summary>
    public required string Header { get; init; }

    /// <summary>The header's value with its schema.</summary>
    public required SchemaAndValue Value { get; init; }
}
