using System.Threading.Channels;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

/// <summary>What the engine may rely on, of the producer and of the one that its tests have in its place.</summary>
internal abstract class RecordProducerContract
{
    /// <summary>How many records a few deliveries serve one after the other.</summary>
    protected virtual int Reuses => 5_000;

    /// <summary>Makes a producer with room for ten records, and the topic to send to.</summary>
    protected abstract Task<(IRecordProducer Producer, string Topic)> CreateAsync();

    [Test, CancelAfter(60_000)]
    public async Task Each_record_has_one_result_and_then_nothing_is_outstanding(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        await using var _ = producer;
        var deliveries = Enumerable.Range(0, 50).Select(_ => new TestDelivery()).ToList();
        foreach (var delivery in deliveries)
        {
            while (!producer.TryProduce(new ProducerRecord(topic, 0, null, [1], null, null), delivery))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deliveries.Select(delivery => delivery.Calls), Is.All.EqualTo(1));
            Assert.That(deliveries.Select(delivery => delivery.Metadata.Offset), Is.EqualTo(Enumerable.Range(0, 50).Select(offset => (long)offset)));
            Assert.That(producer.Outstanding, Is.Zero);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Wait_for_deliveries_ends_at_once_when_nothing_is_outstanding(CancellationToken cancellationToken)
    {
        var (producer, _) = await CreateAsync();
        await using var disposed = producer;

        await producer.WaitForDeliveriesAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Record_may_be_reused_when_the_call_returns(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        await using var _ = producer;
        var headers = new Converters.RawHeaders();
        headers.Add("a", [1]);
        var delivery = new TestDelivery();

        producer.TryProduce(new ProducerRecord(topic, 0, [1], [2], null, headers), delivery);
        headers.Clear();

        await delivery.Result.WaitAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Delivery_may_serve_another_record_as_soon_as_it_was_told(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        await using var _ = producer;
        var free = Channel.CreateUnbounded<PooledDelivery>();
        for (var i = 0; i < 3; i++)
            free.Writer.TryWrite(new PooledDelivery(free.Writer));

        for (var i = 0; i < Reuses; i++)
        {
            var delivery = await free.Reader.ReadAsync(cancellationToken);
            while (!producer.TryProduce(new ProducerRecord(topic, 0, null, [1], null, null), delivery))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);

        var delivered = 0;
        while (free.Reader.TryRead(out var delivery))
            delivered += delivery.Delivered;
        Assert.That((delivered, producer.Outstanding), Is.EqualTo((Reuses, 0)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Buffered_records_keep_their_order_among_others(CancellationToken cancellationToken)
    {
        const int Count = 200;
        var (producer, topic) = await CreateAsync();
        await using var _ = producer;
        var headers = new Converters.RawHeaders();
        headers.Add("a", [1]);
        var deliveries = Enumerable.Range(0, Count).Select(_ => new TestDelivery()).ToList();

        for (var i = 0; i < Count; i++)
        {
            // Some are handed over together, some alone, some at once.
            var record = new ProducerRecord(topic, 0, null, TestRecords.Bytes(i), i % 7 == 3 ? 1_000 + i : null, i % 11 == 5 ? headers : null);
            while (!(i % 13 == 0 ? producer.TryProduce(record, deliveries[i]) : producer.TryBuffer(record, deliveries[i])))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);

        Assert.That(deliveries.Select(delivery => delivery.Metadata.Offset), Is.EqualTo(Enumerable.Range(0, Count).Select(offset => (long)offset)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Buffered_record_is_sent_when_asked_to(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        await using var _ = producer;
        var delivery = new TestDelivery();

        Assert.That(producer.TryBuffer(new ProducerRecord(topic, 0, null, [1], null, null), delivery), Is.True);
        producer.SendBuffered();

        await delivery.Result.WaitAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Disposing_gives_buffered_records_a_result(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        var deliveries = Enumerable.Range(0, 5).Select(_ => new TestDelivery()).ToList();
        foreach (var delivery in deliveries)
            producer.TryBuffer(new ProducerRecord(topic, 0, null, [1], null, null), delivery);

        await producer.DisposeAsync().AsTask().WaitAsync(cancellationToken);

        Assert.That(deliveries.Select(delivery => delivery.Calls), Is.All.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Disposing_leaves_no_record_without_a_result(CancellationToken cancellationToken)
    {
        var (producer, topic) = await CreateAsync();
        var deliveries = Enumerable.Range(0, 5).Select(_ => new TestDelivery()).ToList();
        foreach (var delivery in deliveries)
            producer.TryProduce(new ProducerRecord(topic, 0, null, [1], null, null), delivery);

        await producer.DisposeAsync();

        Assert.That(deliveries.Select(delivery => delivery.Calls), Is.All.EqualTo(1));
    }

    private sealed class PooledDelivery(ChannelWriter<PooledDelivery> free) : Delivery
    {
        public override bool IsPooled => true;

        public int Delivered { get; private set; }

        public override void OnDelivered(in RecordMetadata metadata)
        {
            Delivered++;
            free.TryWrite(this);
        }

        public override void OnFailed(KafkaClientException error) => free.TryComplete(error);
    }

    [TestFixture(false, TestName = "OfTheNativeProducer")]
    [TestFixture(true, TestName = "OfTheManagedProducer")]
    internal sealed class OfTheProducer(bool isManaged) : RecordProducerContract
    {
        private readonly KafkaLab _lab = new(
            $"embedded:{RandomNames.Next("contract")}", new() { ["producer.queue.buffering.max.messages"] = "10" }, isManaged);

        [TearDown]
        public async Task CleanUpAsync() => await _lab.DisposeAsync();

        protected override async Task<(IRecordProducer Producer, string Topic)> CreateAsync() => (_lab.Producer(), await _lab.CreateTopicAsync());
    }

    /// <summary>A producer whose client another task uses, too, with records of its own under way.</summary>
    internal sealed class OfTheSharedProducer : RecordProducerContract
    {
        private readonly List<TestDelivery> _others = [];
        private KafkaLab _lab = null!;
        private IRecordProducer _other = null!;

        protected override int Reuses => 300;

        [SetUp]
        public async Task StartAsync()
        {
            _lab = await KafkaLab.OnSharedAsync(new()
            {
                ["producer.queue.buffering.max.messages"] = "10",
                ["producer.linger.ms"] = "0",
            });
            _other = _lab.Producer();
        }

        [TearDown]
        public async Task CleanUpAsync()
        {
            await _other.WaitForDeliveriesAsync(CancellationToken.None).AsTask().WaitAsync(TestTimeouts.Broker);
            await _other.DisposeAsync();
            await _lab.DisposeAsync();
            Assert.That(_others.Select(delivery => (delivery.Calls, delivery.Result.IsCompletedSuccessfully)), Is.All.EqualTo((1, true)));
        }

        protected override async Task<(IRecordProducer Producer, string Topic)> CreateAsync()
        {
            var topic = await _lab.CreateTopicAsync();
            await _lab.CreateTopicAsync(topic + "-other", 1);
            for (var i = 0; i < 10; i++)
            {
                _others.Add(new TestDelivery());
                Assert.That(_other.TryProduce(new ProducerRecord(topic + "-other", 0, null, [1], null, null), _others[^1]), Is.True);
            }

            return (_lab.Producer(), topic);
        }
    }

    internal sealed class OfTheFake : RecordProducerContract
    {
        protected override Task<(IRecordProducer Producer, string Topic)> CreateAsync()
            => Task.FromResult<(IRecordProducer, string)>((new FakeProducer { Capacity = 10 }, "t"));
    }
}
