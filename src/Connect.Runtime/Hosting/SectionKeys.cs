using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>Converts a section of the application's configuration to Kafka Connect's keys: objects become dotted keys, lists become comma-separated
/// values.</summary>
internal static class SectionKeys
{
    /// <summary>Reads everything below a section.</summary>
    /// <param name="section">The section.</param>
    /// <returns>Each key with its value; null if the value is null.</returns>
    /// <exception cref="ConfigException">An entry cannot be converted to keys and strings; the message names its path.</exception>
    public static IReadOnlyDictionary<string, string?> Flatten(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
            throw new ConfigException($"'{section.Path}' is the string '{text}' but must be an object of keys.");
        var keys = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var entry in section.GetChildren())
        {
            if (IsItem(entry))
                throw new ConfigException($"'{section.Path}' is a list but must be an object of keys.");
            Flatten(entry, entry.Key, keys);
        }

        return keys;
    }

    /// <summary>Reads an entry that must be a string or a list of strings.</summary>
    /// <returns>The value; null for an object.</returns>
    /// <exception cref="ConfigException">It is a list whose items are not strings.</exception>
    public static string? ReadOne(IConfigurationSection entry)
    {
        var children = entry.GetChildren().ToArray();
        if (children.Length == 0)
            return entry.Value ?? "";
        return Array.TrueForAll(children, IsItem) ? Join(entry, children) : null;
    }

    /// <summary>Whether a section is a list: its keys are the numbers from 0.</summary>
    public static bool IsList(IConfigurationSection section)
    {
        var children = section.GetChildren().ToArray();
        return children.Length > 0
            && Array.TrueForAll(children, child => IsItem(child) && int.Parse(child.Key, CultureInfo.InvariantCulture) < children.Length);
    }

    private static void Flatten(IConfigurationSection entry, string key, Dictionary<string, string?> keys)
    {
        var children = entry.GetChildren().ToArray();
        var items = Array.FindAll(children, IsItem);
        if (items.Length > 0)
            Add(entry, key, Join(entry, items), keys);
        else if (children.Length == 0 || entry.Value is { Length: > 0 })
            Add(entry, key, entry.Value, keys);
        foreach (var child in children.Except(items))
            Flatten(child, $"{key}.{child.Key}", keys);
    }

    private static void Add(IConfigurationSection entry, string key, string? value, Dictionary<string, string?> keys)
    {
        if (!keys.TryAdd(key, value))
            throw new ConfigException($"'{entry.Path}' sets '{key}' a second time: write it either as a key with dots or as an object.");
    }

    private static string Join(IConfigurationSection list, IConfigurationSection[] items)
    {
        foreach (var item in items)
        {
            if (item.GetChildren().Any())
                throw new ConfigException($"'{item.Path}' is an object or a nested list: the items of '{list.Path}' must be strings.");
            if (string.IsNullOrWhiteSpace(item.Value))
                throw new ConfigException($"'{item.Path}' is empty: the items of '{list.Path}' must be non-empty strings.");
            if (item.Value.Contains(',', StringComparison.Ordinal))
                throw new ConfigException(
                    $"'{item.Path}' contains a comma, which separates list items in Kafka Connect: write separate items.");
        }

        return string.Join(',', items.OrderBy(item => int.Parse(item.Key, CultureInfo.InvariantCulture)).Select(item => item.Value));
    }

    /// <summary>IConfiguration represents a list as children whose keys are numbers.</summary>
    private static bool IsItem(IConfigurationSection entry) => int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
