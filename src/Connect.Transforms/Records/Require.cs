using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Records;

/// <summary>What a transform demands of a record, with Kafka Connect's texts; the purpose in brackets says who demands it.</summary>
internal static class Require
{
    public static Struct Struct(object? value, string purpose) => value as Struct
        ?? throw new DataException($"Only Struct objects supported for [{purpose}], found: {TypeName(value)}");

    public static Struct? StructOrNull(object? value, string purpose) => value is null ? null : Struct(value, purpose);

    public static IReadOnlyDictionary<object, object?> Map(object? value, string purpose) => value as IReadOnlyDictionary<object, object?>
        ?? throw new DataException($"Only Map objects supported in absence of schema for [{purpose}], found: {TypeName(value)}");

    public static IReadOnlyDictionary<object, object?>? MapOrNull(object? value, string purpose) => value is null ? null : Map(value, purpose);

    public static Schema Schema(Schema? schema, string purpose) => schema ?? throw new DataException($"Schema required for [{purpose}]");

    public static SinkRecord SinkRecord(ConnectRecord record, string purpose) => record as SinkRecord
        ?? throw new DataException($"Only SinkRecord supported for [{purpose}], found: {TypeName(record)}");

    private static string TypeName(object? value) => value?.GetType().FullName ?? "null";
}
