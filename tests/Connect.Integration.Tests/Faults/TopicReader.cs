using System.Text;
using Confluent.Kafka;
using Connect.Tests;

namespace Connect.Integration.Tests.Faults;

/// <summary>Reads topics from beginning to end, beside everything that is tested.</summary>
internal static class TopicReader
{
    /// <summary>The values of all records of a topic, as text.</summary>
    public static List<string> ReadValues(string servers, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = RandomNames.Group(),
            EnablePartitionEof = true,
            EnableAutoCommit = false,
        }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Count;
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var values = new List<string>();
        for (var ends = 0; ends < partitions;)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"Topic {topic} does not come to its end.");
            if (result.IsPartitionEOF)
                ends++;
            else
                values.Add(Encoding.UTF8.GetString(result.Message.Value));
        }

        return values;
    }
}
