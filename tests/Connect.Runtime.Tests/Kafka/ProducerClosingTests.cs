using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

/// <summary>Producers that are closed at any moment, while records are gathered, handed over and acknowledged: native memory must not be used after
/// it is gone.</summary>
[TestFixture(false, TestName = "ProducerClosingTests of the native producer")]
[TestFixture(true, TestName = "ProducerClosingTests of the managed producer")]
public sealed class ProducerClosingTests(bool isManaged)
{
    private const int Producers = 40;

    [Test, CancelAfter(120_000)]
    public async Task Closing_at_any_moment_gives_each_record_one_result(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab($"embedded:{RandomNames.Next("closing")}", new() { ["producer.linger.ms"] = "0" }, isManaged);
        var topics = new[] { await lab.CreateTopicAsync(), await lab.CreateTopicAsync(3) };
        var random = new Random(11);
        for (var i = 0; i < Producers; i++)
        {
            var producer = lab.Producer();
            var closeAt = random.Next(400);
            var closing = Task.CompletedTask;
            var deliveries = new List<Counted>();
            var offering = Task.Run(
                async () =>
                {
                    var bytes = new byte[600];
                    for (var n = 0; ; n++)
                    {
                        var delivery = new Counted();
                        try
                        {
                            var record = new ProducerRecord(
                                topics[n % 50 / 25], null, n % 3 == 0 ? null : bytes[..8], bytes, n % 17 == 0 ? n : null, null);
                            if (producer.TryBuffer(record, delivery))
                                deliveries.Add(delivery);
                            else
                                await producer.WaitForRoomAsync(cancellationToken);
                        }
                        catch (KafkaClientException)
                        {
                            return;
                        }

                        if (n == closeAt)
                            closing = Task.Run(async () => await producer.DisposeAsync(), cancellationToken);
                        if (n % 100 == 99)
                            producer.SendBuffered();
                    }
                },
                cancellationToken);

            await offering.WaitAsync(cancellationToken);
            await closing.WaitAsync(cancellationToken);
            producer.SendBuffered();

            Assert.That(deliveries.Select(delivery => delivery.Results), Is.All.EqualTo(1));
        }
    }

    private sealed class Counted : Delivery
    {
        private int _results;

        public int Results => _results;

        public override void OnDelivered(in RecordMetadata metadata) => Interlocked.Increment(ref _results);

        public override void OnFailed(KafkaClientException error) => Interlocked.Increment(ref _results);
    }
}
