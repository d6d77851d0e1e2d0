using System.Globalization;
using Connect.Configuration;

namespace Connect.Runtime.Configuration.Validators;

/// <summary>A number of partitions or replicas for a topic to be created: positive, or -1 for the broker's default.</summary>
internal sealed class TopicSettingValidator(string expected, string description) : IConfigValidator
{
    public static readonly TopicSettingValidator Partitions = new(
        "Number of partitions must be positive, or -1 to use the broker's default",
        "Positive number, or -1 to use the broker's default");

    public static readonly TopicSettingValidator ReplicationFactor = new(
        "Replication factor must be positive and not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default",
        "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default");

    public string Description => description;

    public void EnsureValid(string name, object? value)
    {
        if (value is null || Convert.ToInt32(value, CultureInfo.InvariantCulture) is not (-1 or > 0))
            throw new ConfigException(name, value, expected);
    }
}
