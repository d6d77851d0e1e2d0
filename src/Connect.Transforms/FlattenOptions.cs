namespace Connect.Transforms;

/// <summary>How <see cref="Flatten"/> names fields.</summary>
public sealed class FlattenOptions
{
    /// <summary>What stands between the names of a nested field and of what it is nested in.</summary>
    /// <value>Default a dot. May be empty.</value>
    public string Delimiter { get; init; } = ".";
}
