using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>Algorithms that internal requests of others may be signed with; at least one.</summary>
internal sealed class MacAlgorithmsValidator : IConfigValidator
{
    public static readonly MacAlgorithmsValidator Instance = new();

    public string Description => "A list of one or more MAC algorithms, each supported by the worker JVM";

    public void EnsureValid(string name, object? value)
    {
        if (value is not IReadOnlyList<object?> { Count: > 0 } algorithms)
            throw new ConfigException(name, value, "At least one signature verification algorithm must be provided");
        foreach (var algorithm in algorithms)
            MacAlgorithms.EnsureSupported(name, algorithm);
    }
}
