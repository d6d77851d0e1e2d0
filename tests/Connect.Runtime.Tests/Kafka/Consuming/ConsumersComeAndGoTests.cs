using System.Globalization;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka.Consuming;

/// <summary>Members of one group come and go, hold partitions back and are slow to let go, in an order that a seed gives, while records flow. Each
/// record is delivered once, in order, and to the member that has its partition.</summary>
[Category("Broker")]
[CancelAfter(300_000)]
public sealed class ConsumersComeAndGoTests
{
    private const int Partitions = 4;
    private const int EachPartition = 12_000;
    private const int Changes = 10;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CONNECT_TEST_SCHEDULES") ?? "1", CultureInfo.InvariantCulture);

    [Test]
    public async Task Each_record_comes_once([Values] bool cooperative, CancellationToken cancellationToken)
    {
        var first = Environment.GetEnvironmentVariable("CONNECT_TEST_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1 << 30);
        for (var seed = first; seed < first + Rounds; seed++)
            await RunAsync(seed, cooperative, cancellationToken);
    }

    private static async Task RunAsync(int seed, bool cooperative, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        await using var lab =
            await KafkaLab.OnRealAsync(
                new() { ["consumer.max.poll.records"] = $"{random.Next(1, 3000)}", ["consumer.heartbeat.interval.ms"] = "100" });
        var topic = await lab.CreateTopicAsync(Partitions);
        var connector = RandomNames.Connector();
        var members = new List<Member>();
        var done = new List<Member>();
        Member Join()
        {
            var config = new Dictionary<string, string?>
            {
                ["consumer.override.partition.assignment.strategy"] =
                    $"org.apache.kafka.clients.consumer.{(cooperative ? "CooperativeStickyAssignor" : "RangeAssignor")}",
            };
            return new Member(lab.Consumer(connector, TopicSelection.Of(topic), members.Count + done.Count, config), random.Next());
        }

        int Delivered() => members.Concat(done).Sum(member => member.Count);
        async Task LeaveAsync(Member member)
        {
            members.Remove(member);
            await member.LeaveAsync(cancellationToken);
            done.Add(member);
        }

        members.Add(Join());
        var producing = ProduceAsync(lab, topic, cancellationToken);
        for (var change = 1; change <= Changes; change++)
        {
            var enough = Math.Min(Delivered() + random.Next(4000), Partitions * EachPartition * change / (Changes + 1));
            await Eventually.Async(
                () => Delivered() >= enough
                    || members.TrueForAll(member => member.HasEnded), $"seed {seed}: records flow", cancellationToken: cancellationToken);
            if (members.Count == 1 || (members.Count < 4 && random.Next(2) == 0))
                members.Add(Join());
            else
                await LeaveAsync(members[random.Next(members.Count)]);
        }

        await producing;
        await Eventually.Async(
            () => Delivered() >= Partitions * EachPartition, $"seed {seed}: all records come", TestTimeouts.Broker, cancellationToken);
        while (members.Count > 0)
            await LeaveAsync(members[0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(done.SelectMany(member => member.Faults), Is.Empty, $"seed {seed}");
            var delivered = done.SelectMany(member => member.Records).ToLookup(record => record.Partition, TestRecords.Number);
            for (var partition = 0; partition < Partitions; partition++)
                Assert.That(delivered[partition].Order(), Is.EqualTo(Enumerable.Range(0, EachPartition)), $"seed {seed}, partition {partition}");
        }
    }

    private static async Task ProduceAsync(KafkaLab lab, string topic, CancellationToken cancellationToken)
    {
        const int Portion = 300;
        for (var first = 0; first < EachPartition; first += Portion)
        {
            for (var partition = 0; partition < Partitions; partition++)
                await lab.ProduceAsync(topic, Portion, partition, first, cancellationToken);
        }
    }

    /// <summary>A member of the group with its task, which commits what it has when it lets partitions go.</summary>
    private sealed class Member
    {
        private readonly ISinkConsumer _consumer;
        private readonly SinkReader _reader;
        private readonly Random _random;
        private readonly Task _running;
        private volatile bool _isLeaving;
        private int _count;

        public Member(ISinkConsumer consumer, int seed)
        {
            _consumer = consumer;
            _random = new Random(seed);
            _reader = new SinkReader(consumer) { OnRevoked = LetGoAsync };
            consumer.Start();
            _running = Task.Run(RunAsync);
        }

        public int Count => Volatile.Read(ref _count);

        public bool HasEnded => _running.IsCompleted;

        public IEnumerable<string> Faults => _reader.Faults;

        public IEnumerable<ConsumedRecord> Records => _reader.Records;

        public async Task LeaveAsync(CancellationToken cancellationToken)
        {
            _isLeaving = true;
            await _running;
            await LetGoAsync([.. _reader.Assigned.Keys]);
            await _consumer.CloseAsync(cancellationToken);
            await _consumer.DisposeAsync();
        }

        private async Task RunAsync()
        {
            while (!_isLeaving)
            {
                await _reader.ReadAsync(CancellationToken.None);
                Volatile.Write(ref _count, _reader.Records.Count);
                if (_random.Next(20) == 0)
                    _consumer.Hold(_random.Next(3) == 0 ? DeliveryHold.Of([.. _reader.Assigned.Keys.Take(1)]) : DeliveryHold.None);
            }
        }

        private async Task LetGoAsync(IReadOnlyCollection<TopicPartition> partitions)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(30)), TimeProvider.System);
            var offsets = partitions.Where(_reader.Positions.ContainsKey)
                .ToDictionary(partition => partition, partition => _reader.Positions[partition]);
            if (offsets.Count == 0)
                return;
            await Eventually.Async(
                async () =>
                {
                    try
                    {
                        await _consumer.CommitAsync(offsets, CancellationToken.None);
                        return true;
                    }
                    catch (KafkaClientException)
                    {
                        // Between two generations of the group there is a moment in which it takes no commit.
                        return false;
                    }
                },
                "the offsets are committed");
        }
    }
}
