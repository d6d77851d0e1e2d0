namespace Connect.Configuration;

internal sealed class CompositeValidator(IReadOnlyList<IConfigValidator> validators) : IConfigValidator
{
    public string Description => string.Join(", ", validators.Select(validator => validator.Description).SkipWhile(string.IsNullOrEmpty));

    public void EnsureValid(string name, object? value)
    {
        foreach (var validator in validators)
            validator.EnsureValid(name, value);
    }
}
