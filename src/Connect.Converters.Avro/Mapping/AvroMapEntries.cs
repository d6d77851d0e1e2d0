using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Recognizes records that represent the entries of maps whose keys are not strings.</summary>
internal static class AvroMapEntries
{
    public static bool IsEntry(AvroSchema schema) => schema is AvroRecordSchema record
        && (record.Name == new AvroName(AvroKeys.MapEntry, AvroKeys.Namespace)
        || record.Properties.GetText(AvroKeys.InternalType) == AvroKeys.MapEntry);

    /// <exception cref="DataException">The record has other fields than a key and a value.</exception>
    public static (AvroField Key, AvroField Value) Fields(AvroSchema entry)
    {
        var record = (AvroRecordSchema)entry;
        return record.Fields.Count == 2 && record.Field(AvroKeys.Key) is { } key && record.Field(AvroKeys.Value) is { } value
            ? (key, value)
            : throw new DataException($"The record {record.FullName} represents the entries of a map, but has other fields than key and value.");
    }
}
