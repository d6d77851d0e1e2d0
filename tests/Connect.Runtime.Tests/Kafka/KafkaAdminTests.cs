using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

public class KafkaAdminTests
{
    [Test, CancelAfter(60_000)]
    public async Task Topic_is_created_once(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        await using var admin = lab.Admin();
        var topic = RandomNames.Topic();

        var first = await admin.CreateTopicAsync(new NewTopic(topic, 3, 1), cancellationToken);
        var second = await admin.CreateTopicAsync(new NewTopic(topic, 5, 1), cancellationToken);

        var found = await admin.DescribeTopicsAsync([topic], cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.True);
            Assert.That(second, Is.False);
            Assert.That(found, Is.EqualTo(new Dictionary<string, TopicDescription> { [topic] = new(topic, 3) }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Looking_for_a_topic_does_not_create_it(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        await using var admin = lab.Admin();
        var (there, missing) = (await lab.CreateTopicAsync(2), RandomNames.Topic());

        var first = await admin.DescribeTopicsAsync([missing, there], cancellationToken);
        var second = await admin.DescribeTopicsAsync([missing, there], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Keys, Is.EqualTo(new[] { there }));
            Assert.That(second.Keys, Is.EqualTo(new[] { there }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Topic_gets_its_settings_and_the_brokers_defaults(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var admin = lab.Admin();
        var topic = RandomNames.Topic();

        await admin.CreateTopicAsync(
            new NewTopic(topic, -1, -1, new Dictionary<string, string> { ["cleanup.policy"] = "compact" }), cancellationToken);

        var settings = await admin.DescribeTopicConfigAsync(topic, cancellationToken);
        Assert.That(settings["cleanup.policy"], Is.EqualTo("compact"));
        Assert.That(settings["compression.type"], Is.EqualTo("producer"));
    }

    [TestCase("bad name!", 1, 1, null)]
    [TestCase(null, 0, 1, null)]
    [TestCase(null, 1, 99, null)]
    [TestCase(null, 1, 1, "no.such.setting")]
    [CancelAfter(60_000)]
    public async Task Topic_that_cannot_be_is_refused(
        string? name, int partitions, int replicas, string? setting, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var admin = lab.Admin();
        var settings = setting is null ? null : new Dictionary<string, string> { [setting] = "1" };

        var error = (await Assert.ThrowsAsync<KafkaClientException>(
            () => admin.CreateTopicAsync(new NewTopic(name ?? RandomNames.Topic(), partitions, (short)replicas, settings), cancellationToken)))!;

        Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.InvalidRequest));
        Assert.That(error.IsTransient, Is.False);
    }

    [Test, CancelAfter(60_000)]
    public async Task Group_offsets_can_be_set_read_and_deleted(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var admin = lab.Admin();
        var (topic, group) = (await lab.CreateTopicAsync(2), RandomNames.Group());
        var offsets = new Dictionary<TopicPartition, long> { [new(topic, 0)] = 5, [new(topic, 1)] = 0 };

        var before = await admin.ListGroupOffsetsAsync(group, cancellationToken);
        await admin.AlterGroupOffsetsAsync(group, offsets, cancellationToken);
        var set = await admin.ListGroupOffsetsAsync(group, cancellationToken);
        await admin.DeleteGroupOffsetsAsync(group, [new(topic, 0)], cancellationToken);
        var left = await admin.ListGroupOffsetsAsync(group, cancellationToken);
        await admin.DeleteGroupAsync(group, cancellationToken);
        await admin.DeleteGroupAsync(group, cancellationToken);
        var none = await admin.ListGroupOffsetsAsync(group, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Empty);
            Assert.That(set, Is.EquivalentTo(offsets));
            Assert.That(left.Keys, Is.EqualTo(new[] { new TopicPartition(topic, 1) }));
            Assert.That(none, Is.Empty);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Group_with_members_keeps_its_offsets(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var admin = lab.Admin();
        var (topic, connector) = (await lab.CreateTopicAsync(), RandomNames.Connector());
        await using var consumer = lab.Consumer(connector, TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Assigned.Count == 1, "the assignment", cancellationToken);

        var delete = (await Assert.ThrowsAsync<KafkaClientException>(() => admin.DeleteGroupAsync($"connect-{connector}", cancellationToken)))!;

        Assert.That(delete.Kind, Is.EqualTo(KafkaErrorKind.GroupConflict));
    }

    [Test, CancelAfter(60_000)]
    public async Task Ends_of_partitions_are_told(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        await using var admin = lab.Admin();
        var topic = await lab.CreateTopicAsync(2);
        await lab.ProduceAsync(topic, 3, partition: 1, cancellationToken: cancellationToken);

        var ends = await admin.ListEndOffsetsAsync([new(topic, 0), new(topic, 1)], readCommitted: false, cancellationToken);

        Assert.That(ends, Is.EquivalentTo(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0, [new(topic, 1)] = 3 }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Cluster_has_an_id(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        await using var admin = lab.Admin();

        Assert.That(await admin.GetClusterIdAsync(cancellationToken), Is.Not.Null.And.Not.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Call_without_a_broker_ends_at_its_deadline(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab("127.0.0.1:1");
        await using var admin =
            lab.Admin(new() { ["admin.override.default.api.timeout.ms"] = "1500", ["admin.override.request.timeout.ms"] = "1500" });

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => admin.ListGroupOffsetsAsync("g", cancellationToken)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.IsTransient, Is.True);
            Assert.That(error.Message, Does.StartWith("Reading the offsets of group g was not done within 1.5 s"));
        }
    }
}
