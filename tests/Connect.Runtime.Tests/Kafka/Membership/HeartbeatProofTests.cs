using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class HeartbeatProofTests
{
    private readonly HeartbeatProof _proof = new();

    [Test]
    public void First_statistics_prove_nothing() =>
        Assert.That(new HeartbeatProof().Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10), Is.Null);

    [Test]
    public void Answered_heartbeat_proves_since_the_statistics_before_it()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);

        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2), 20), Is.EqualTo(10));
    }

    [TestCase(4, 3, 2, 1, "steady", TestName = "Heartbeat without an answer proves nothing")]
    [TestCase(4, 3, 2, 0, "steady", TestName = "Heartbeat whose connection broke proves nothing")]
    [TestCase(4, 4, 1, 0, "steady", TestName = "Answer to another request proves nothing")]
    [TestCase(4, 4, 2, 0, "wait-join", TestName = "Heartbeat of a member that is not steady proves nothing")]
    [TestCase(3, 3, 1, 0, "steady", TestName = "Silence proves nothing")]
    public void No_proof(int sent, int answered, int heartbeats, int waiting, string state)
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);

        Assert.That(proof.Read(Statistics(sent, answered, heartbeats, waiting, state), 20), Is.Null);
    }

    [Test]
    public void Heartbeat_that_was_under_way_counts_when_it_is_answered_with_a_later_one()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 2, heartbeats: 1, waiting: 1), 10);

        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2), 20), Is.EqualTo(10));
    }

    [Test]
    public void Join_that_is_answered_over_several_statistics_is_proven_by_the_first_steady_ones()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);
        Assert.That(proof.Read(Statistics(sent: 4, answered: 3, heartbeats: 2, waiting: 1, state: "wait-join"), 20), Is.Null);
        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2, state: "wait-assign-call"), 30), Is.Null);

        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2), 40), Is.EqualTo(10));
        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2), 50), Is.Null, "one request proves once");
    }

    [Test]
    public void Latest_statistics_before_the_request_count()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 20);

        Assert.That(proof.Read(Statistics(sent: 4, answered: 4, heartbeats: 2), 30), Is.EqualTo(20));
    }

    [Test]
    public void Request_whose_connection_broke_leaves_the_proof_to_later_ones()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);
        Assert.That(proof.Read(Statistics(sent: 4, answered: 3, heartbeats: 2), 20), Is.Null);

        Assert.That(proof.Read(Statistics(sent: 5, answered: 4, heartbeats: 3), 30), Is.EqualTo(20));
    }

    [Test]
    public void Loss_is_told_when_the_library_gives_a_new_reason()
    {
        var proof = new HeartbeatProof();
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1), 10);

        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1, state: "wait-join", reason: "Consumer group session timed out"), 20);
        Assert.That(proof.Loss, Is.EqualTo("Consumer group session timed out"));
        proof.Read(Statistics(sent: 3, answered: 3, heartbeats: 1, state: "wait-join", reason: "Consumer group session timed out"), 30);
        Assert.That(proof.Loss, Is.Null, "the reason stays through later rebalances that lose nothing");
    }

    [TestCase("{}")]
    [TestCase("""{"brokers":{},"cgrp":{"join_state":"steady"}}""")]
    public void Statistics_without_a_coordinator_prove_nothing(string statistics)
    {
        Assert.That(_proof.Read(statistics, 10), Is.Null);
        Assert.That(_proof.Read(statistics, 20), Is.Null);
    }

    private static string Statistics(int sent, int answered, int heartbeats, int waiting = 0, string state = "steady", string reason = "")
        => $$$"""
            {"brokers":{"GroupCoordinator":{"tx":{{{sent}}},"rx":{{{answered}}},"waitresp_cnt":{{{waiting}}},"req":{"Heartbeat":{{{heartbeats}}},"JoinGroup":1,"SyncGroup":1} } },
             "cgrp":{"join_state":"{{{state}}}","rebalance_reason":"{{{reason}}}"}}
            """;
}
