using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>Turns a section of the application's configuration into Kafka Connect's keys: objects become dotted keys, lists become texts with commas.</summary>
internal static class SectionKeys
{
    /// <summary>Reads everything below a section.</summary>
    /// <param name="section">The section.</param>
    /// <returns>Each key with its text; null where the text is null.</returns>
    /// <exception cref="ConfigException">Something has no meaning as keys and texts; the message names its path.</exception>
    public static IReadOnlyDictionary<string, string?> Flatten(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
            throw new ConfigException($"'{section.Path}' is the text '{text}': it has to be an object of keys.");
        var keys = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var entry in section.GetChildren())
        {
            if (IsItem(entry))
                throw new ConfigException($"'{section.Path}' is a list: it has to be an object of keys.");
            Flatten(entry, entry.Key, keys);
        }

        return keys;
    }

    /// <summary>Reads an entry that has to be one text, or a list of them.</summary>
    /// <returns>The text; null for an object.</returns>
    /// <exception cref="ConfigException">It is a list of something else than texts.</exception>
    public static string? ReadOne(IConfigurationSection entry)
    {
        var children = entry.GetChildren().ToArray();
        if (children.Length == 0)
            return entry.Value ?? "";
        return Array.TrueForAll(children, IsItem) ? Join(entry, children) : null;
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
                throw new ConfigException($"'{item.Path}' is an object or a list within a list: the items of '{list.Path}' have to be texts.");
            if (string.IsNullOrWhiteSpace(item.Value))
                throw new ConfigException($"'{item.Path}' is empty: the items of '{list.Path}' have to be texts.");
            if (item.Value.Contains(',', StringComparison.Ordinal))
                throw new ConfigException($"'{item.Path}' has a comma, which parts the items of a list in Kafka Connect: make it items of their own.");
        }

        return string.Join(',', items.OrderBy(item => int.Parse(item.Key, CultureInfo.InvariantCulture)).Select(item => item.Value));
    }

    /// <summary>Configuration has no lists: an item is a key that is a number.</summary>
    private static bool IsItem(IConfigurationSection entry) => int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
