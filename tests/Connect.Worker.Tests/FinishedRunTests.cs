using Connect.Runtime;
using Connect.Runtime.Herding;
using Connect.Runtime.Tasks;

namespace Connect.WorkerProgram.Tests;

/// <summary>When a worker with <c>exit.when.finished</c> has nothing left to do.</summary>
public sealed class FinishedRunTests
{
    private static readonly string TaskNote = FinishedNote.OfSource(3);

    [Test]
    public void Connector_that_run_to_end_has_stopped_has_finished() =>
        Assert.That(FinishedRun.HasFailed(Status(ConnectorState.Stopped, FinishedConnectors.Note)), Is.False);

    [TestCase(ConnectorState.Stopped, TestName = "Connector_that_a_user_has_stopped_may_go_on")]
    [TestCase(ConnectorState.Paused, TestName = "Connector_that_a_user_has_paused_may_go_on")]
    [TestCase(ConnectorState.Running, TestName = "Connector_without_tasks_may_go_on")]
    [TestCase(ConnectorState.Restarting, TestName = "Connector_that_is_restarted_goes_on")]
    public void Connector_goes_on(ConnectorState state) => Assert.That(FinishedRun.HasFailed(Status(state, null)), Is.Null);

    [Test]
    public void Connector_with_a_failed_task_goes_on_while_another_task_runs()
    {
        Assert.That(
            FinishedRun.HasFailed(Status(ConnectorState.Running, null, (TaskState.Failed, "boom"), (TaskState.Running, null))), Is.Null);
        Assert.That(
            FinishedRun.HasFailed(Status(ConnectorState.Running, null, (TaskState.Failed, "boom"), (TaskState.Restarting, "boom"))), Is.Null);
        Assert.That(
            FinishedRun.HasFailed(Status(ConnectorState.Running, null, (TaskState.Failed, "boom"), (TaskState.Running, TaskNote))), Is.True);
        Assert.That(FinishedRun.HasFailed(Status(ConnectorState.Running, null, (TaskState.Failed, "boom"))), Is.True);
    }

    [Test]
    public void Connector_that_has_failed_goes_on_while_a_task_runs()
    {
        Assert.That(FinishedRun.HasFailed(Status(ConnectorState.Failed, "boom")), Is.True);
        Assert.That(FinishedRun.HasFailed(Status(ConnectorState.Failed, "boom", (TaskState.Running, null))), Is.Null);
    }

    [Test]
    public void Connector_whose_tasks_have_all_finished_is_waited_for_until_it_is_stopped() =>
        Assert.That(FinishedRun.HasFailed(Status(ConnectorState.Running, null, (TaskState.Running, TaskNote))), Is.Null);

    private static ConnectorStatus Status(ConnectorState state, string? trace, params (TaskState State, string? Trace)[] tasks) => new(
        "c", state, "w:1", trace, null,
        [.. tasks.Select((task, number) => new ConnectorTaskStatus(new ConnectorTaskId("c", number), task.State, "w:1", task.Trace, null))],
        ConnectorType.Source);
}
