using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class MembershipConfigTests
{
    [Test]
    public void Defaults_let_a_broker_crash_unnoticed()
    {
        var config = MembershipConfig.Of(Worker());

        Assert.That(config.Timeouts, Is.EqualTo(new PresenceTimeouts(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))));
        Assert.That(config.HasFencing, Is.True);
        Assert.That(config.CoordinationTopic, Is.EqualTo("g-coordination"));
    }

    [Test]
    public void Keys_of_a_Java_worker_are_taken()
    {
        var config =
            MembershipConfig.Of(
                Worker(("session.timeout.ms", "10000"), ("heartbeat.interval.ms", "3000"), ("rebalance.timeout.ms", "60000"),
                    ("coordination.storage.topic", "c")));

        Assert.That(config.Timeouts, Is.EqualTo(new PresenceTimeouts(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60))));
        Assert.That(config.CoordinationTopic, Is.EqualTo("c"));
    }

    [Test]
    public void Longest_poll_interval_is_not_below_the_session()
        => Assert.That(
            MembershipConfig.Of(Worker(("session.timeout.ms", "45000"), ("rebalance.timeout.ms", "10000"))).Timeouts.MaxPollInterval,
            Is.EqualTo(TimeSpan.FromSeconds(45)));

    [TestCase("session.timeout.ms", "soon")]
    [TestCase("session.timeout.ms", "-1")]
    [TestCase("heartbeat.interval.ms", "20000")]
    [TestCase("rebalance.timeout.ms", "0")]
    [TestCase("leader.fencing", "maybe")]
    public void Value_that_is_not_valid_is_refused_by_name(string key, string value)
        => Assert.That(() => MembershipConfig.Of(Worker((key, value))), Throws.InstanceOf<ConfigException>().With.Message.Contains(key));

    [Test]
    public void Group_is_required()
        => Assert.That(
            () => MembershipConfig.Of(new Dictionary<string, string?>()), Throws.InstanceOf<ConfigException>().With.Message.Contains("group.id"));

    [Test]
    public void Member_is_a_classic_cooperative_one_whatever_the_worker_says_of_consumers()
    {
        var config =
            MembershipConfig.Of(
                Worker(("group.protocol", "consumer"), ("group.instance.id", "x"), ("enable.auto.commit", "true"), ("client.id", "orders")));

        var member = new MembershipClientConfigs(config).Member(new WorkerIncarnation("a:8083", "1"));

        Assert.That(member.ClientId, Is.EqualTo("orders|a:8083|1"));
        Assert.That(member.Get("group.protocol"), Is.EqualTo("classic"));
        Assert.That(member.Get("group.instance.id"), Is.Null);
        Assert.That(member.Get("partition.assignment.strategy"), Does.EndWith("CooperativeStickyAssignor"));
    }

    [Test]
    public void Transactional_id_of_the_leader_is_Javas()
    {
        var config = MembershipConfig.Of(Worker(("transactional.id", "other")));

        Assert.That(new MembershipClientConfigs(config).Leader().Get("transactional.id"), Is.EqualTo("connect-cluster-g"));
        Assert.That(new MembershipClientConfigs(config with { HasFencing = false }).Leader().Get("transactional.id"), Is.Null);
    }

    private static Dictionary<string, string?> Worker(params (string Key, string Value)[] entries)
    {
        var worker = new Dictionary<string, string?> { ["bootstrap.servers"] = "localhost:1", ["group.id"] = "g" };
        foreach (var (key, value) in entries)
            worker[key] = value;
        return worker;
    }
}
