using Connect.Data;

namespace Connect.Configuration;

/// <summary>A number between two bounds; the bounds keep their own kind, because it shows in the texts.</summary>
internal sealed class RangeValidator(object min, object? max) : IConfigValidator
{
    public string Description => max is null ? $"[{JavaText.Of(min)},...]" : $"[{JavaText.Of(min)},...,{JavaText.Of(max)}]";

    public void EnsureValid(string name, object? value)
    {
        if (value is null)
            throw new ConfigException(name, null, "Value must be non-null");
        var number = ToDouble(value);
        if (number < ToDouble(min))
            throw new ConfigException(name, value, $"Value must be at least {JavaText.Of(min)}");
        if (max is not null && number > ToDouble(max))
            throw new ConfigException(name, value, $"Value must be no more than {JavaText.Of(max)}");
    }

    private static double ToDouble(object value) => JavaNumbers.TryToDouble(value, out var number)
        ? number
        : throw new InvalidCastException($"A {value.GetType().FullName} is not a number");
}
