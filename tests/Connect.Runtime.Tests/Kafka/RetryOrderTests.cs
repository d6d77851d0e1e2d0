using System.Runtime.InteropServices;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Native;
using Connect.Tests;
using Connect.Tests.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Kafka;

/// <summary>What becomes of the order when a broker refuses a request for the moment, as it does in the first moments of a topic or while a partition
/// moves.</summary>
[TestFixture(false, TestName = "RetryOrderTests of the native producer")]
[TestFixture(true, TestName = "RetryOrderTests of the managed producer")]
public sealed class RetryOrderTests(bool isManaged)
{
    private const int Broker = 1;
    private const short Produce = 0;
    private const int Count = 500;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetRoundTrip(nint cluster, int broker, int milliseconds);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void PushErrors(nint cluster, short api, nuint count, int[] errors);

    [TestCase(3, TestName = "The topic is not known yet")]
    [TestCase(6, TestName = "The broker does not lead the partition")]
    [TestCase(7, TestName = "The request timed out")]
    [TestCase(19, TestName = "There are not enough replicas")]
    [CancelAfter(60_000)]
    public async Task Records_that_have_to_be_sent_again_keep_their_place(int error, CancellationToken cancellationToken)
    {
        var name = $"embedded:{RandomNames.Next("retry")}";
        await using var lab = new KafkaLab(name, new() { ["producer.linger.ms"] = "0" }, isManaged);
        var topic = await lab.CreateTopicAsync();
        using var lease = EmbeddedBrokerLease.Acquire(name, NullLogger.Instance);
        await using var producer = lab.Producer();
        Offer(producer, topic, 0);
        await producer.WaitForDeliveriesAsync(cancellationToken);

        // The first request comes back after a while, refused; a second one has been made meanwhile.
        var library = NativeClientLibrary.Instance;
        library.Find<SetRoundTrip>("rd_kafka_mock_broker_set_rtt")(lease.Broker.Cluster, Broker, 50);
        library.Find<PushErrors>("rd_kafka_mock_push_request_errors_array")(lease.Broker.Cluster, Produce, 1, [error]);
        for (var i = 1; i < Count; i++)
            Offer(producer, topic, i);
        await producer.WaitForDeliveriesAsync(cancellationToken);

        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count >= Count, "all records", cancellationToken);
        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, Count)));
    }

    private static void Offer(IRecordProducer producer, string topic, int number) =>
        Assert.That(producer.TryProduce(new ProducerRecord(topic, 0, null, TestRecords.Bytes(number), null, null), new TestDelivery()), Is.True);
}
