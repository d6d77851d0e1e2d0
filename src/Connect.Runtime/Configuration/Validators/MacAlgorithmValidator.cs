using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>One algorithm that internal requests can be signed with.</summary>
internal sealed class MacAlgorithmValidator(string description) : IConfigValidator
{
    public static readonly MacAlgorithmValidator KeyGenerator = new("Any KeyGenerator algorithm supported by the worker JVM");

    public static readonly MacAlgorithmValidator Mac = new("Any MAC algorithm supported by the worker JVM");

    public string Description => description;

    public void EnsureValid(string name, object? value) => MacAlgorithms.EnsureSupported(name, value);
}
