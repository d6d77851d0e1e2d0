using Confluent.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>Deletes records of a topic, as retention would.</summary>
public static class RecordDeletion
{
    /// <summary>Deletes the records of partition 0 before an offset.</summary>
    public static async Task DeleteAsync(string bootstrapServers, string topic, long before)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, before)]);
    }
}
