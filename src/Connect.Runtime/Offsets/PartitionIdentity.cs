using System.Globalization;
using Connect.Connectors;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Runtime.Offsets;

/// <summary>Converts a partition to the form in which the store returns it, so that the connector's own and the stored one can be compared.</summary>
internal static class PartitionIdentity
{
    /// <summary>The same partition with every integer a <c>long</c> and every other number a <c>double</c>, as they are read from JSON.</summary>
    public static SourcePartition Of(SourcePartition partition) =>
        partition.Values.All(value => value is null or bool or long or double or string)
            ? partition
            : new SourcePartition(partition.Select(entry => KeyValuePair.Create(entry.Key, Normalize(entry.Value))));

    private static object? Normalize(object? value) => value switch
    {
        sbyte or short or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number when float.IsFinite(number) => double.Parse(JavaNumberText.Format(number), CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => value,
    };
}
