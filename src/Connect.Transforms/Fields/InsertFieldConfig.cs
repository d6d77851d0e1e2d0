using Connect.Configuration;
using Connect.Transforms.Records;

namespace Connect.Transforms.Fields;

/// <summary>The configuration keys of <see cref="InsertField"/>.</summary>
internal static class InsertFieldConfig
{
    public const string StaticValueKey = "static.value";

    private const string TopicKey = "topic.field";
    private const string PartitionKey = "partition.field";
    private const string OffsetKey = "offset.field";
    private const string TimestampKey = "timestamp.field";
    private const string StaticKey = "static.field";
    private const string Marks = "A name ending in ! is a required field, one ending in ? or neither an optional one.";

    public static ConfigDef Definition() => new ConfigDef()
        .Define(TopicKey, ConfigType.String, null, ConfigImportance.Medium, $"The field for the topic. {Marks}")
        .Define(PartitionKey, ConfigType.String, null, ConfigImportance.Medium, $"The field for the partition. {Marks}")
        .Define(OffsetKey, ConfigType.String, null, ConfigImportance.Medium, $"The field for the offset; sink connectors only. {Marks}")
        .Define(TimestampKey, ConfigType.String, null, ConfigImportance.Medium, $"The field for the record's time. {Marks}")
        .Define(StaticKey, ConfigType.String, null, ConfigImportance.Medium, $"The field for a fixed text. {Marks}")
        .Define(StaticValueKey, ConfigType.String, null, ConfigImportance.Medium, "The fixed text.")
        .DefineReplaceNull();

    public static InsertFieldOptions Parse(ParsedConfig config) => new()
    {
        TopicField = config.GetString(TopicKey),
        PartitionField = config.GetString(PartitionKey),
        OffsetField = config.GetString(OffsetKey),
        TimestampField = config.GetString(TimestampKey),
        StaticField = config.GetString(StaticKey),
        StaticValue = config.GetString(StaticValueKey),
        ReplaceNullWithDefault = config.ReplaceNull(),
    };
}
