using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Membership;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class GroupDescriberTests
{
    [Test, CancelAfter(120_000)]
    public async Task Group_that_nobody_knows_is_empty(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();

        var group = await lab.Describer().DescribeAsync(cancellationToken);

        Assert.That(group.State, Is.EqualTo(GroupState.Empty));
        Assert.That(group.Members, Is.Empty);
        Assert.That(group.IsTrusted, Is.True);
    }

    [Test, CancelAfter(120_000)]
    public async Task Members_are_told_with_worker_and_incarnation_and_strangers_apart(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync(new() { ["client.id"] = "my|prefix" });
        await using var a = lab.Cluster.CreatePresence(new WorkerIncarnation("a:8083", "run-1"));
        await using var b = lab.Cluster.CreatePresence(new WorkerIncarnation("b:8083", "run-2"));
        a.Start(_ => { });
        b.Start(_ => { });
        var describer = lab.Describer();

        GroupDescription group = null!;
        await Eventually.Async(
            async () =>
            {
                a.ReportProgress();
                b.ReportProgress();
                group = await describer.DescribeAsync(cancellationToken);
                return group is { IsTrusted: true, Members.Count: 2 };
            }, "both are in", cancellationToken: cancellationToken);

        Assert.That(group.State, Is.EqualTo(GroupState.Stable));
        Assert.That(group.Members, Is.EquivalentTo(new[] { new WorkerIncarnation("a:8083", "run-1"), new WorkerIncarnation("b:8083", "run-2") }));
        Assert.That(group.OtherMembers, Is.Empty);
    }

    [Test, CancelAfter(120_000)]
    public async Task Member_that_died_stays_until_its_session_ends(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var a = lab.Join("a:8083");
        var describer = lab.Describer();
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", cancellationToken: cancellationToken);
        JoinAndDie(lab);
        await Eventually.Async(
            async () => await describer.DescribeAsync(cancellationToken) is { OtherMembers.Count: 1, IsTrusted: true }, "the stranger is in",
            cancellationToken: cancellationToken);

        await Eventually.Async(
            async () => await describer.DescribeAsync(cancellationToken) is { State: GroupState.Stable, OtherMembers.Count: 0, Members.Count: 1 },
            "it is gone", cancellationToken: cancellationToken);

        Assert.That(a.IsHeld, Is.True);
        Assert.That(a.Count<PresenceEvent.InDoubt>(), Is.Zero, a.ToString());
    }

    [Test, CancelAfter(300_000)]
    public async Task Describer_answers_again_after_its_broker_was_away(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var lab = new GroupLab(kafka.BootstrapServers);
        await lab.CreateTopicAsync();
        var a = lab.Join("a:8083");
        var describer = lab.Describer();
        await Eventually.Async(
            async () => await describer.DescribeAsync(cancellationToken) is { IsTrusted: true, Members.Count: 1 }, "a is in",
            cancellationToken: cancellationToken);

        await kafka.KillAsync();
        var start = TimeProvider.System.GetTimestamp();
        Assert.That(
            async () => await describer.DescribeAsync(cancellationToken),
            Throws.InstanceOf<KafkaClientException>().With.Property("IsTransient").True);
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(8)));
        await Eventually.Async(() => !a.IsHeld, "the member is in doubt", cancellationToken: cancellationToken);
        await kafka.RestartAsync();

        await Eventually.Async(
            async () =>
            {
                try
                {
                    return await describer.DescribeAsync(cancellationToken) is { IsTrusted: true, Members.Count: 1 };
                }
                catch (KafkaClientException e) when (e.IsTransient)
                {
                    return false;
                }
            }, "it answers", TestTimeouts.Broker, cancellationToken);
        await Eventually.Async(() => a.IsHeld, "the member is out of doubt", cancellationToken: cancellationToken);
    }

    [Test, CancelAfter(300_000)]
    public async Task Question_that_was_asked_before_there_was_a_broker_does_not_end_the_process(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var lab = new GroupLab(kafka.BootstrapServers);
        await kafka.KillAsync();
        var describer = lab.Describer();
        for (var i = 0; i < 2; i++)
            Assert.That(async () => await describer.DescribeAsync(cancellationToken), Throws.InstanceOf<KafkaClientException>());

        await kafka.RestartAsync();

        await Eventually.Async(
            async () =>
            {
                try
                {
                    return (await describer.DescribeAsync(cancellationToken)).State == GroupState.Empty;
                }
                catch (KafkaClientException e) when (e.IsTransient)
                {
                    return false;
                }
            }, "it answers", TestTimeouts.Broker, cancellationToken);
    }

    /// <summary>Joins the group as a consumer that is no worker and dies without a word: disposing alone leaves no group.</summary>
    private static void JoinAndDie(GroupLab lab)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = lab.BootstrapServers,
            GroupId = lab.Config.GroupId,
            ClientId = "stranger",
            SessionTimeoutMs = 6000,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        };
        var joined = false;
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetPartitionsAssignedHandler((_, _) => joined = true).Build();
        consumer.Subscribe(lab.Config.CoordinationTopic);
        for (var i = 0; i < 300 && !joined; i++)
            consumer.Consume(100);
        Assert.That(joined, Is.True);
    }
}
