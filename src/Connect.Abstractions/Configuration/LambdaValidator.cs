namespace Connect.Configuration;

internal sealed class LambdaValidator(Action<string, object?> ensureValid, string description) : IConfigValidator
{
    public string Description => description;

    public void EnsureValid(string name, object? value) => ensureValid(name, value);
}
