using System.Runtime.InteropServices;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Native;
using Connect.Tests;
using Connect.Tests.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Kafka.Consuming;

/// <summary>A partition no longer has the offset that a sink reads next, and its broker refuses for a while to say which offsets it has.</summary>
public sealed class OffsetRecoveryTests
{
    private const short ListOffsets = 2;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void PushErrors(nint cluster, short api, nuint count, int[] errors);

    [TestCase(5, TestName = "The partition has no leader for the moment")]
    [TestCase(7, TestName = "The request timed out")]
    [TestCase(3, TestName = "The topic is not known for the moment")]
    [CancelAfter(60_000)]
    public async Task Consumer_asks_again_and_goes_on(int error, CancellationToken cancellationToken)
    {
        var name = $"embedded:{RandomNames.Next("gone")}";
        await using var lab = new KafkaLab(name);
        var topic = await lab.CreateTopicAsync();
        var connector = RandomNames.Connector();
        await lab.ProduceAsync(topic, 5, cancellationToken: cancellationToken);
        await using (var admin = lab.Admin())
        {
            await admin.AlterGroupOffsetsAsync(
                $"connect-{connector}", new Dictionary<TopicPartition, long> { [new(topic, 0)] = 100 }, cancellationToken);
        }

        using var lease = EmbeddedBrokerLease.Acquire(name, NullLogger.Instance);
        NativeClientLibrary.Instance.Find<PushErrors>("rd_kafka_mock_push_request_errors_array")(
            lease.Broker.Cluster, ListOffsets, 20, [.. Enumerable.Repeat(error, 20)]);

        await using var consumer = lab.Consumer(
            connector, TopicSelection.Of(topic), config: new() { ["consumer.override.auto.offset.reset"] = "earliest" });
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count >= 5, "the records that are there", cancellationToken);

        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, 5)));
    }
}
