using Connect.Connectors;
using Connect.Converters.Json;
using Connect.Data;

namespace Connect.Runtime.Offsets;

/// <summary>The JSON text of stored partitions and offsets. It equals, byte for byte, what Kafka Connect's internal JSON converter writes, because
/// offsets are found by the bytes of their key.</summary>
internal static class OffsetText
{
    private const string Source = "the offset store";

    /// <summary>The key of a partition: <c>["connector",{partition}]</c>.</summary>
    /// <exception cref="DataException">A value is not null, a boolean, a number or a string.</exception>
    public static byte[] WriteKey(string connector, SourcePartition partition) => InternalJson.Write(new object?[] { connector, Checked(partition) });

    /// <summary>The value of an offset.</summary>
    /// <exception cref="DataException">A value is neither null, a boolean, a number nor text.</exception>
    public static byte[] WriteValue(SourceOffset offset) => InternalJson.Write(Checked(offset));

    /// <summary>Reads the partition of a key.</summary>
    /// <exception cref="DataException">The key is none.</exception>
    public static SourcePartition ReadKey(byte[] key) =>
        InternalJson.Read(key, Source) is IReadOnlyList<object?> and [string, IReadOnlyDictionary<object, object?> map]
            ? new SourcePartition(Entries(map))
            : throw new DataException("It is not a list of a connector name and a source partition.");

    /// <summary>Reads an offset.</summary>
    /// <exception cref="DataException">The value is none.</exception>
    public static SourceOffset ReadValue(byte[] value) =>
        InternalJson.Read(value, Source) is IReadOnlyDictionary<object, object?> map
            ? new SourceOffset(Entries(map))
            : throw new DataException("It is not a map.");

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IReadOnlyDictionary<object, object?> map) => map.Select(entry =>
        IsScalar(entry.Value)
            ? KeyValuePair.Create((string)entry.Key, entry.Value)
            : throw new DataException($"Its field {entry.Key} is not null, a boolean, a number or a string."));

    private static OffsetEntries Checked(OffsetEntries entries)
    {
        foreach (var (key, value) in entries)
        {
            if (!IsScalar(value))
                throw new DataException(
                    $"Invalid schema type for the offset field {key}: {value!.GetType()}. Offsets may contain null, booleans, numbers and strings.");
        }

        return entries;
    }

    private static bool IsScalar(object? value) => value is null or bool or sbyte or short or int or long or float or double or string or byte[];
}
