using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>A version of a transform or predicate that is here.</summary>
internal sealed class AliasVersionValidator(Action<string?> ensureVersion) : IConfigValidator
{
    public string Description => VersionSyntaxValidator.Instance.Description;

    public void EnsureValid(string name, object? value) => ensureVersion((string?)value);
}
