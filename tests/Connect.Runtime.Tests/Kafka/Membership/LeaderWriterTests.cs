using System.Text;
using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests;
using Connect.Tests.Membership;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class LeaderWriterTests
{
    [Test, CancelAfter(120_000)]
    public async Task Records_of_a_write_are_there_together_with_their_offsets(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var (configs, other) = (await CreateAsync(lab, 1), await CreateAsync(lab, 1));
        var writer = lab.Leader();
        Assert.That(await writer.ClaimAsync(cancellationToken), Is.InstanceOf<LeaderWriteResult.Committed>());

        var result = await writer.WriteAsync(
            [Record(configs, "a", "1") with { Timestamp = 1_700_000_000_123 }, Record(other, "b", "2"),
                new LeaderEntry(configs, 0, Bytes("gone"), null)], cancellationToken);

        Assert.That(result, Is.InstanceOf<LeaderWriteResult.Committed>());
        Assert.That(
            ((LeaderWriteResult.Committed)result).Places,
            Is.EqualTo(new[] { (new TopicPartition(configs, 0), 0L), (new TopicPartition(other, 0), 0L), (new TopicPartition(configs, 0), 1L) }));
        var found = Read(lab, configs);
        Assert.That(found.Select(Text), Is.EqualTo(new[] { "a=1", "gone=null" }));
        Assert.That(found[0].Message.Timestamp.UnixTimestampMs, Is.EqualTo(1_700_000_000_123));
    }

    [Test, CancelAfter(120_000)]
    public async Task Key_goes_to_the_partition_where_Java_puts_it(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 25);
        var writer = lab.Leader();
        await writer.ClaimAsync(cancellationToken);

        string[] keys = ["21", "foobar", "a-little-bit-long-string", "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"];
        var result = (LeaderWriteResult.Committed)await writer.WriteAsync([.. keys.Select(key => Record(topic, key, "x"))], cancellationToken);

        // The hashes are those of Kafka's own test of murmur2 (UtilsTest).
        int[] hashes = [-973932308, -790332482, -985981536, -58897971];
        Assert.That(result.Places.Select(place => place.Partition.Partition), Is.EqualTo(hashes.Select(hash => (hash & 0x7fffffff) % 25)));
    }

    [Test, CancelAfter(120_000)]
    public async Task Older_writer_is_fenced_and_nothing_of_its_write_is_visible(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var (old, next) = (lab.Leader(), lab.Leader());
        await old.ClaimAsync(cancellationToken);
        await old.WriteAsync([Record(topic, "old", "1")], cancellationToken);
        Assert.That(await next.ClaimAsync(cancellationToken), Is.InstanceOf<LeaderWriteResult.Committed>());

        var start = TimeProvider.System.GetTimestamp();
        var fenced = await old.WriteAsync([Record(topic, "old", "2"), Record(topic, "old", "3")], cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(start);
        var again = await old.WriteAsync([Record(topic, "old", "4")], cancellationToken);
        var written = await next.WriteAsync([Record(topic, "next", "5")], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fenced, Is.InstanceOf<LeaderWriteResult.Fenced>());
            Assert.That(again, Is.SameAs(fenced));
            Assert.That(old.End, Is.SameAs(fenced));
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5)), "it does not wait for the delivery timeout");
            Assert.That(written, Is.InstanceOf<LeaderWriteResult.Committed>());
            Assert.That(next.End, Is.Null);
            Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "old=1", "next=5" }));
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Three_writers_in_a_row_leave_only_the_last(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        ILeaderWriter[] writers = [lab.Leader(), lab.Leader(), lab.Leader()];
        foreach (var writer in writers)
            Assert.That(await writer.ClaimAsync(cancellationToken), Is.InstanceOf<LeaderWriteResult.Committed>());

        var results = await Task.WhenAll(writers.Select((writer, i) => writer.WriteAsync([Record(topic, "k", $"{i}")], cancellationToken)));

        Assert.That(
            results.Select(result => result.GetType()),
            Is.EqualTo(new[] { typeof(LeaderWriteResult.Fenced), typeof(LeaderWriteResult.Fenced), typeof(LeaderWriteResult.Committed) }));
        Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "k=2" }));
    }

    [Test, CancelAfter(120_000)]
    public async Task Record_that_is_too_large_fails_alone_and_the_writer_goes_on(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        await writer.ClaimAsync(cancellationToken);

        var failed =
            await writer.WriteAsync([Record(topic, "small", "1"), new LeaderEntry(topic, 0, Bytes("big"), new byte[2_000_000])], cancellationToken);
        var after = await writer.WriteAsync([Record(topic, "after", "2")], cancellationToken);

        Assert.That(failed, Is.InstanceOf<LeaderWriteResult.Failed>());
        Assert.That(((LeaderWriteResult.Failed)failed).Error.Kind, Is.EqualTo(KafkaErrorKind.RecordTooLarge));
        Assert.That(((LeaderWriteResult.Failed)failed).MayBeCommitted, Is.False);
        Assert.That(after, Is.InstanceOf<LeaderWriteResult.Committed>());
        Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "after=2" }));
    }

    [Test, CancelAfter(120_000)]
    public async Task Writes_from_several_flows_are_made_one_after_the_other(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        await writer.ClaimAsync(cancellationToken);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => writer.WriteAsync([Record(topic, "k", $"{i}")], cancellationToken)));

        Assert.That(results, Has.All.InstanceOf<LeaderWriteResult.Committed>());
        Assert.That(Read(lab, topic).Select(Text).Order(), Is.EqualTo(Enumerable.Range(0, 20).Select(i => $"k={i}").Order()));
    }

    [Test, CancelAfter(120_000)]
    public async Task Writes_that_wait_share_a_transaction(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        await writer.ClaimAsync(cancellationToken);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => writer.WriteAsync([Record(topic, $"a{i}", "1"), Record(topic, $"b{i}", "2")], cancellationToken)));

        var places = results.Cast<LeaderWriteResult.Committed>().Select(result => result.Places.Select(place => place.Offset).ToArray()).ToArray();
        var found = Read(lab, topic).ToDictionary(record => record.Offset.Value, Text);
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < places.Length; i++)
                Assert.That(places[i].Select(offset => found[offset]), Is.EqualTo(new[] { $"a{i}=1", $"b{i}=2" }), "each knows its own places");
            Assert.That(places.Max(offsets => offsets[1]), Is.LessThan((2 * 20) + 10), "there are fewer markers than writes");
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Write_that_fails_does_not_fail_those_that_share_its_transaction(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        var claim = writer.ClaimAsync(cancellationToken);

        // They wait together for the end of the claim.
        var results = await Task.WhenAll(
            writer.WriteAsync([Record(topic, "first", "1")], cancellationToken),
            writer.WriteAsync([Record(topic, "small", "1"), new LeaderEntry(topic, 0, Bytes("big"), new byte[2_000_000])], cancellationToken),
            writer.WriteAsync([Record(topic, "last", "1")], cancellationToken));

        Assert.That(await claim, Is.InstanceOf<LeaderWriteResult.Committed>());
        Assert.That(
            results.Select(result => result.GetType()),
            Is.EqualTo(new[] { typeof(LeaderWriteResult.Committed), typeof(LeaderWriteResult.Failed), typeof(LeaderWriteResult.Committed) }));
        Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "first=1", "last=1" }));
    }

    [Test, CancelAfter(120_000)]
    public async Task Write_that_is_cancelled_while_it_waits_writes_nothing(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        using var cancel = new CancellationTokenSource();

        var claim = writer.ClaimAsync(cancellationToken);
        var waiting = writer.WriteAsync([Record(topic, "waiting", "1")], cancel.Token);
        await cancel.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        await claim;
        await writer.WriteAsync([Record(topic, "after", "2")], cancellationToken);
        Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "after=2" }));
    }

    [Test, CancelAfter(120_000)]
    public async Task Fenced_writer_answers_every_write_that_waits(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var topic = await CreateAsync(lab, 1);
        var (old, next) = (lab.Leader(), lab.Leader());
        await old.ClaimAsync(cancellationToken);
        await next.ClaimAsync(cancellationToken);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => old.WriteAsync([Record(topic, "k", $"{i}")], cancellationToken)));

        Assert.That(results, Has.All.InstanceOf<LeaderWriteResult.Fenced>());
        Assert.That(Read(lab, topic), Is.Empty);
    }

    [Test, CancelAfter(120_000)]
    public async Task Empty_write_and_write_before_the_claim_are_refused(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var writer = lab.Leader();

        Assert.That(async () => await writer.WriteAsync([Record("t", "k", "v")], cancellationToken), Throws.InvalidOperationException);
        await writer.ClaimAsync(cancellationToken);
        Assert.That(async () => await writer.WriteAsync([], cancellationToken), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test, CancelAfter(120_000)]
    public async Task Claim_without_a_broker_fails_in_time(CancellationToken cancellationToken)
    {
        await using var lab = new GroupLab("localhost:1");
        var writer = lab.Leader();

        var result = await writer.ClaimAsync(cancellationToken).WaitAsync(LeaderWriter.ClaimBudget * 2, cancellationToken);

        Assert.That(result, Is.InstanceOf<LeaderWriteResult.Failed>());
        Assert.That(writer.End, Is.SameAs(result));
    }

    [Test, CancelAfter(120_000)]
    public async Task Writer_without_fencing_writes_and_warns(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync(new() { ["leader.fencing"] = "none" });
        var topic = await CreateAsync(lab, 1);
        var writer = lab.Leader();
        await writer.ClaimAsync(cancellationToken);

        var result = await writer.WriteAsync([Record(topic, "a", "1"), Record(topic, "b", "2")], cancellationToken);

        Assert.That(((LeaderWriteResult.Committed)result).Places.Select(place => place.Offset), Is.EqualTo(new[] { 0L, 1L }));
        Assert.That(Read(lab, topic).Select(Text), Is.EqualTo(new[] { "a=1", "b=2" }));
        Assert.That(lab.Logs.Entries.Any(entry => entry.Message.StartsWith("leader.fencing=none", StringComparison.Ordinal)), Is.True);
    }

    private static LeaderEntry Record(string topic, string key, string value) => new(topic, null, Bytes(key), Bytes(value));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ConsumeResult<byte[], byte[]?> result) =>
        $"{Encoding.UTF8.GetString(result.Message.Key)}={(result.Message.Value is { } value ? Encoding.UTF8.GetString(value) : "null")}";

    private static async Task<string> CreateAsync(GroupLab lab, int partitions)
    {
        var topic = RandomNames.Topic();
        await using var admin = lab.Admin();
        await admin.CreateTopicAsync(new NewTopic(topic, partitions, 1), CancellationToken.None);
        return topic;
    }

    /// <summary>What a reader of committed records sees of partition 0, to its end.</summary>
    private static List<ConsumeResult<byte[], byte[]?>> Read(GroupLab lab, string topic)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = lab.BootstrapServers,
            GroupId = RandomNames.Group(),
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]?>(config).SetValueDeserializer(Deserializers.ByteArray!).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var found = new List<ConsumeResult<byte[], byte[]?>>();
        while (consumer.Consume(TestTimeouts.Condition) is { IsPartitionEOF: false } result)
            found.Add(result);
        return found;
    }
}
