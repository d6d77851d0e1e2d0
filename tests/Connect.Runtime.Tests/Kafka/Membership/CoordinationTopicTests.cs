using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class CoordinationTopicTests
{
    [Test, CancelAfter(120_000)]
    public async Task Topic_is_created_compacted_with_one_partition_and_taken_as_it_is_then(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        await using var admin = lab.Admin();
        var topic = RandomNames.Topic();

        await CoordinationTopic.EnsureAsync(admin, topic, 1, cancellationToken);
        await CoordinationTopic.EnsureAsync(admin, topic, 1, cancellationToken);

        Assert.That((await admin.DescribeTopicsAsync([topic], cancellationToken))[topic].Partitions, Is.EqualTo(1));
        Assert.That((await admin.DescribeTopicConfigAsync(topic, cancellationToken))["cleanup.policy"], Is.EqualTo("compact"));
    }

    [TestCase(2, "compact", "required to have a single partition")]
    [TestCase(1, "delete", "cleanup.policy=compact")]
    [TestCase(1, "compact,delete", "cleanup.policy=compact")]
    public async Task Topic_of_another_kind_is_refused_in_Javas_words(int partitions, string policy, string words)
    {
        await using var lab = await GroupLab.OnRealAsync();
        await using var admin = lab.Admin();
        var topic = RandomNames.Topic();
        await admin.CreateTopicAsync(
            new NewTopic(topic, partitions, 1, new Dictionary<string, string> { ["cleanup.policy"] = policy }), CancellationToken.None);

        Assert.That(
            async () => await CoordinationTopic.EnsureAsync(admin, topic, 1, CancellationToken.None),
            Throws.InstanceOf<ConfigException>().With.Message.Contains(words).And.Message.Contains("coordination.storage.topic"));
    }
}
