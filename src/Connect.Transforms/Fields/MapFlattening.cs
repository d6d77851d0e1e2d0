using Connect.Data;
using Connect.Transforms.Values;

namespace Connect.Transforms.Fields;

/// <summary>Takes nested maps apart.</summary>
internal static class MapFlattening
{
    public const int MaximumDepth = 1000;

    public static ConnectMap Flatten(IReadOnlyDictionary<object, object?> map, string delimiter)
    {
        var flat = new ConnectMap(map.Count);
        Add(flat, map, "", delimiter, 0);
        return flat;
    }

    /// <summary>The name of a nested field; one on the top keeps its own.</summary>
    public static string NameOf(string prefix, string name, string delimiter) => prefix.Length == 0 ? name : prefix + delimiter + name;

    public static DataException TooDeep() => new($"Flatten transformation does not support nesting deeper than {MaximumDepth}");

    private static void Add(ConnectMap flat, IReadOnlyDictionary<object, object?> map, string prefix, string delimiter, int depth)
    {
        if (depth > MaximumDepth)
            throw TooDeep();
        foreach (var (key, value) in map)
        {
            var name = NameOf(
                prefix, key as string
                    ?? throw new DataException($"Flatten transformation needs maps with names as keys, found: {JavaText.Of(key)}"), delimiter);
            if (value is null)
            {
                flat[name] = null;
                continue;
            }
            switch (ValueCast.RawTypeOf(value))
            {
                case SchemaType.Map:
                    Add(flat, (IReadOnlyDictionary<object, object?>)value, name, delimiter, depth + 1);
                    break;
                case SchemaType.Struct:
                    throw new DataException(
                        $"Flatten transformation does not support {value.GetType()} for record without schemas (for field {name}).");
                case null:
                    throw new DataException(
                        $"Flatten transformation was passed a value of type {value.GetType()} which is not supported by Connect's data API");
                default:
                    flat[name] = value;
                    break;
            }
        }
    }
}
