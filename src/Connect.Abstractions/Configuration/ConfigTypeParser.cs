using System.Collections;
using Connect.Data;
using Connect.JavaCompatibility;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Configuration;

/// <summary>Turns what a configuration holds into the value of a key's type.</summary>
/// <remarks>Follows <c>org.apache.kafka.common.config.ConfigDef.parseType</c>: texts are trimmed first, values of the right type pass.</remarks>
internal static class ConfigTypeParser
{
    public static object? Parse(string name, object? value, ConfigType type, IClassNameResolver? resolver)
    {
        if (value is null)
            return null;
        return type switch
        {
            ConfigType.Boolean => ParseBoolean(name, value),
            ConfigType.Password => value is Password ? value : new Password(ParseString(name, value)),
            ConfigType.String => ParseString(name, value),
            ConfigType.Int => value is int ? value : (int)ParseInteger(name, value, type, int.MinValue, int.MaxValue, "32-bit integer"),
            ConfigType.Short =>
                value is short ? value : (short)ParseInteger(name, value, type, short.MinValue, short.MaxValue, "16-bit integer (short)"),
            ConfigType.Long => value is int whole ? (long)whole
                : value is long ? value
                : ParseInteger(name, value, type, long.MinValue, long.MaxValue, "64-bit integer (long)"),
            ConfigType.Double => ParseDouble(name, value),
            ConfigType.List => ParseList(name, value),
            ConfigType.Class => ParseClass(name, value, resolver),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
    }

    private static object ParseBoolean(string name, object value)
    {
        if (value is bool)
            return value;
        if (value is string text)
        {
            var upper = JavaStrings.ToUpper(JavaStrings.Trim(text));
            if (upper is "TRUE" or "FALSE")
                return upper is "TRUE";
        }

        throw new ConfigException(name, value, "Expected value to be either true or false");
    }

    private static string ParseString(string name, object value) =>
        value is string text ? JavaStrings.Trim(text) : throw WrongType(name, value, "string");

    private static long ParseInteger(string name, object value, ConfigType type, long min, long max, string expected)
    {
        if (value is not string text)
            throw WrongType(name, value, expected);
        if (!JavaNumbers.TryParseInteger(JavaStrings.Trim(text), min, max, out var number))
            throw NotANumber(name, value, type);
        return number;
    }

    private static double ParseDouble(string name, object value)
    {
        if (value is string text)
            return JavaNumbers.TryParseDouble(text, out var parsed) ? parsed : throw NotANumber(name, value, ConfigType.Double);
        return JavaNumberCast.TryToDouble(value, out var number) ? number : throw WrongType(name, value, "double");
    }

    private static object ParseList(string name, object value) => value switch
    {
        IReadOnlyList<object?> => value,
        string text => JavaStrings.SplitList(JavaStrings.Trim(text)),
        IList items and not Array => items.Cast<object?>().ToArray(),
        _ => throw new ConfigException(name, value, "Expected a comma separated list."),
    };

    private static object ParseClass(string name, object value, IClassNameResolver? resolver)
    {
        if (value is ClassReference)
            return value;
        if (value is not string text)
            throw new ConfigException(name, value, "Expected a Class instance or class name.");
        var trimmed = JavaStrings.Trim(text);
        var resolved = resolver is null ? trimmed : resolver.Resolve(trimmed);
        return resolved is not null
            ? new ClassReference(resolved)
            : throw new ConfigException(
                name, value, $"Class {text} could not be found.{(resolver?.Suggest(trimmed) is { } near ? $" Did you mean {near}?" : "")}");
    }

    private static ConfigException WrongType(string name, object value, string expected) =>
        new(name, value, $"Expected value to be a {expected}, but it was a {value.GetType().FullName}");

    private static ConfigException NotANumber(string name, object value, ConfigType type) =>
        new(name, value, $"Not a number of type {type.ToString().ToUpperInvariant()}");
}
