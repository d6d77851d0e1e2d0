namespace Connect.Transforms;

/// <summary>What <see cref="HoistField"/> makes.</summary>
public sealed class HoistFieldOptions
{
    /// <summary>The name of the field that holds the former key or value.</summary>
    public required string Field { get; init; }
}
