using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class WorkerIncarnationTests
{
    [TestCase("connect")]
    [TestCase("")]
    [TestCase("a|b|ü x=1")]
    public void Client_id_says_which_worker_it_is(string prefix)
    {
        var worker = new WorkerIncarnation("host-1.example:8083", "3f2c");

        Assert.That(WorkerIncarnation.Parse(worker.ToClientId(prefix)), Is.EqualTo(worker));
    }

    [TestCase("")]
    [TestCase("|")]
    [TestCase("||")]
    [TestCase("rdkafka")]
    [TestCase("connect|worker")]
    [TestCase("connect|worker|")]
    [TestCase("connect||run")]
    public void Client_id_of_a_stranger_is_no_worker(string clientId) => Assert.That(WorkerIncarnation.Parse(clientId), Is.Null);
}
