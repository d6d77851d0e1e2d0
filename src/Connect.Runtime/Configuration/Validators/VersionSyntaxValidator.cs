using Connect.Configuration;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>A version or a range of versions; whether a plugin of that version is here is found out elsewhere.</summary>
internal sealed class VersionSyntaxValidator : IConfigValidator
{
    public static readonly VersionSyntaxValidator Instance = new();

    public string Description => "a version, or a range of versions such as [1.0,2.0)";

    public void EnsureValid(string name, object? value) => VersionRange.ParseRequirement((string?)value);
}
