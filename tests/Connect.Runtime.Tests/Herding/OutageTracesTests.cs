using Connect.Connectors;
using Connect.Runtime;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Tests.Herding;

public class OutageTracesTests
{
    private static readonly ConnectorTaskId First = new("c", 0);
    private static readonly ConnectorTaskId Second = new("c", 1);

    private static readonly ILookup<ConnectorTaskId, string> NoTroubles = new TaskTroubles().Current;

    [Test]
    public void Running_and_paused_tasks_keep_their_state_and_get_a_trace()
    {
        var status = new OutageTraces([Outage("c", 0), Outage("c", 1), Outage("other", 0)], NoTroubles).AddTo(
            Status(Task(First, TaskState.Running), Task(Second, TaskState.Paused)), [First, Second]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Tasks.Select(task => task.State), Is.EqualTo(new[] { TaskState.Running, TaskState.Paused }));
            Assert.That(
                status.Tasks.Select(task => task.Trace), Is.All.StartsWith("Kafka cannot be reached since 2026-01-02T03:04:05Z: producer 'id-c-"));
            Assert.That(status.State, Is.EqualTo(ConnectorState.Running));
            Assert.That(
                status.Trace, Is.EqualTo("Kafka cannot be reached by 2 of 2 tasks (0, 1), which wait for it. See the trace of each task."));
        }
    }

    [Test]
    public void A_failure_keeps_its_own_trace()
    {
        var failed = Task(First, TaskState.Failed) with { Trace = "why" };
        var status = new OutageTraces([Outage("c", 0)], NoTroubles).AddTo(Status(failed), [First]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Tasks[0], Is.EqualTo(failed));
            Assert.That(status.Trace, Is.Null);
        }
    }

    [Test]
    public void A_task_that_cannot_start_for_want_of_Kafka_is_shown_unassigned_with_its_trace()
    {
        var status = new OutageTraces([Outage("c", 0)], NoTroubles).AddTo(Status(), [First]);

        Assert.That(status.Tasks.Single().State, Is.EqualTo(TaskState.Unassigned));
        Assert.That(status.Tasks.Single().Trace, Does.StartWith("Kafka cannot be reached"));
    }

    [Test]
    public void Without_outage_nothing_is_added()
    {
        var kept = Status(Task(First, TaskState.Running));

        Assert.That(new OutageTraces([], NoTroubles).AddTo(kept, [First, Second]), Is.SameAs(kept));
        Assert.That(new OutageTraces([Outage("other", 0)], NoTroubles).AddTo(kept, [First, Second]).Tasks, Is.EqualTo(kept.Tasks));
    }

    [Test]
    public void Other_trouble_of_a_task_is_shown_beside_its_outage_and_goes_when_it_is_over()
    {
        var troubles = new TaskTroubles();
        var trouble = troubles.Of(First, TaskTroubleKind.OffsetsNotStored);
        trouble.Show("no room on the disk");
        var kept = Status(Task(First, TaskState.Running), Task(Second, TaskState.Running));

        var status = new OutageTraces([Outage("c", 0)], troubles.Current).AddTo(kept, [First, Second]);
        Assert.That(status.Tasks[0].Trace, Does.Contain("Kafka cannot be reached").And.Contain("no room on the disk"));
        Assert.That(status.Tasks[1].Trace, Is.Null);
        Assert.That(status.Trace, Does.Contain("1 of 2 tasks (0)"));

        trouble.Show(null);
        Assert.That(new OutageTraces([], troubles.Current).AddTo(kept, [First, Second]), Is.SameAs(kept));
    }

    [Test]
    public void Trouble_of_a_task_that_was_given_up_is_not_its_successors()
    {
        var troubles = new TaskTroubles();
        var before = troubles.Of(First, TaskTroubleKind.OffsetsNotStored);
        before.Show("old");
        before.Close();
        var after = troubles.Of(First, TaskTroubleKind.OffsetsNotStored);
        before.Show("old");
        Assert.That(troubles.Current[First], Is.Empty);

        after.Show("new");
        before.Show(null);
        Assert.That(troubles.WithoutStoredOffsets.Select(entry => entry.Value), Is.EqualTo(new[] { "new" }));
    }

    private static ConnectorStatus Status(params ConnectorTaskStatus[] tasks) =>
        new("c", ConnectorState.Running, "w:1", null, "1", tasks, ConnectorType.Source);

    private static ConnectorTaskStatus Task(ConnectorTaskId id, TaskState state) => new(id, state, "w:1", null, "1");

    private static BrokerOutage Outage(string connector, int task) => new(
        $"id-{connector}-{task}",
        new ClientConfig(
            ClientKind.Producer, "id",
            new Dictionary<string, string?> { ["bootstrap.servers"] = "k:1" })
        { Use = new ClientUse(ClientRole.SourceProducer, connector, task) },
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        IsTotal: true,
        new ConnectionTrouble("no connection", "Check it.", IsSlow: false),
        Waiting: 1);
}
