using System.Collections;
using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Gives maps of any kind the form in which they are written.</summary>
internal static class MapEntries
{
    /// <summary>The map; a copy where it is one of .NET's typed dictionaries; null if the value is no map.</summary>
    public static IReadOnlyDictionary<object, object?>? Of(object value)
    {
        if (value is IReadOnlyDictionary<object, object?> map)
            return map;
        if (value is IReadOnlyDictionary<string, object?> entries)
            return Copy(entries);
        if (value is not IDictionary dictionary)
            return null;
        var copy = new ConnectMap(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
            copy[entry.Key] = entry.Value;
        return copy;
    }

    /// <summary>A copy whose null key is the text as which it is written; of two entries for it the later one stays, instead of the first.</summary>
    public static ConnectMap WithNullKeyAs(string text, IReadOnlyDictionary<object, object?> map)
    {
        var copy = new ConnectMap(map.Count);
        foreach (var (key, value) in map)
            copy[key ?? text] = value;
        return copy;
    }

    private static ConnectMap Copy(IReadOnlyDictionary<string, object?> entries)
    {
        var copy = new ConnectMap(entries.Count);
        foreach (var (key, value) in entries)
            copy[key] = value;
        return copy;
    }
}
