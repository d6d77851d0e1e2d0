using Connect.Data;

namespace Connect.Configuration;

/// <summary>A validator on a key of another type is a mistake in the definition, not in a configuration.</summary>
internal static class Expected
{
    /// <summary>A value as text.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static string? Text(string name, object? value) => value is null or string ? (string?)value : throw Mismatch(name, value, "text");

    /// <summary>A value as list.</summary>
    /// <exception cref="ArgumentException">It is null or something else.</exception>
    public static IReadOnlyList<object?> List(string name, object? value) => value as IReadOnlyList<object?> ?? throw Mismatch(name, value, "list");

    /// <summary>A value as number.</summary>
    /// <exception cref="ArgumentException">It is null or something else.</exception>
    public static double Number(string name, object? value) =>
        value is not null && JavaNumberCast.TryToDouble(value, out var number) ? number : throw Mismatch(name, value, "number");

    private static ArgumentException Mismatch(string name, object? value, string expected) =>
        new($"The validator of {name} expects a {expected}, but the value is {(value is null ? "null" : $"a {value.GetType().FullName}")}",
            nameof(value));
}
