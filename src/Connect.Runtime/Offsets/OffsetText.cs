using Connect.Connectors;
using Connect.Converters;
using Connect.Data;

namespace Connect.Runtime.Offsets;

/// <summary>The text in which partitions and offsets are stored: byte for byte what Kafka Connect's internal JSON converter writes, because offsets are found by the bytes of their key.</summary>
internal static class OffsetText
{
    private const string Source = "the offset store";

    /// <summary>The key of a partition: <c>["connector",{partition}]</c>.</summary>
    /// <exception cref="DataException">A value is neither null, a boolean, a number nor text.</exception>
    public static byte[] WriteKey(string connector, SourcePartition partition) => InternalJson.Write(new object?[] { connector, Checked(partition) });

    /// <summary>The value of an offset.</summary>
    /// <exception cref="DataException">A value is neither null, a boolean, a number nor text.</exception>
    public static byte[] WriteValue(SourceOffset offset) => InternalJson.Write(Checked(offset));

    /// <summary>Reads the partition of a key; null when the key is none.</summary>
    public static SourcePartition? ReadKey(byte[] key) =>
        Read(key) is IReadOnlyList<object?> and [string, IReadOnlyDictionary<object, object?> map] && Entries(map) is { } entries ? new SourcePartition(entries) : null;

    /// <summary>Reads an offset; null when the value is none.</summary>
    public static SourceOffset? ReadValue(byte[] value) =>
        Read(value) is IReadOnlyDictionary<object, object?> map && Entries(map) is { } entries ? new SourceOffset(entries) : null;

    private static object? Read(byte[] json)
    {
        try
        {
            return InternalJson.Read(json, Source);
        }
        catch (DataException)
        {
            return null;
        }
    }

    private static List<KeyValuePair<string, object?>>? Entries(IReadOnlyDictionary<object, object?> map)
    {
        var entries = new List<KeyValuePair<string, object?>>(map.Count);
        foreach (var (key, value) in map)
        {
            if (!IsScalar(value))
                return null;
            entries.Add(new((string)key, value));
        }

        return entries;
    }

    private static OffsetEntries Checked(OffsetEntries entries)
    {
        foreach (var (key, value) in entries)
        {
            if (!IsScalar(value))
                throw new DataException($"Invalid schema type for the offset field {key}: {value!.GetType()}. Offsets may hold null, booleans, numbers and texts.");
        }

        return entries;
    }

    private static bool IsScalar(object? value) => value is null or bool or sbyte or short or int or long or float or double or string or byte[];
}
