using Connect.Runtime.Tasks;

namespace Connect.Runtime.Tests.Tasks;

public sealed class TaskStateMachineTests
{
    private readonly TaskStateMachine _machine = new();

    [Test]
    public void Task_runs_pauses_runs_and_ends()
    {
        Assert.That(_machine.TryMoveTo(TaskState.Running));
        Assert.That(_machine.TryMoveTo(TaskState.Paused));
        Assert.That(_machine.TryMoveTo(TaskState.Running));
        Assert.That(_machine.TryMoveTo(TaskState.Unassigned));
        Assert.That(_machine.TryMoveTo(TaskState.Running), Is.False, "an ended task does not come back");
    }

    [Test]
    public void Same_state_is_not_told_twice()
    {
        _machine.TryMoveTo(TaskState.Running);
        Assert.That(_machine.TryMoveTo(TaskState.Running), Is.False);
    }

    [Test]
    public void Failure_is_final()
    {
        _machine.TryMoveTo(TaskState.Running);
        Assert.That(_machine.TryMoveTo(TaskState.Failed));
        foreach (var next in Enum.GetValues<TaskState>())
            Assert.That(_machine.TryMoveTo(next), Is.False, $"{next} would hide the failure");
        Assert.That(_machine.State, Is.EqualTo(TaskState.Failed));
    }

    [Test]
    public void Task_may_fail_before_it_runs() => Assert.That(_machine.TryMoveTo(TaskState.Failed));

    [Test]
    public void Abandoned_task_tells_nothing()
    {
        _machine.TryMoveTo(TaskState.Running);
        _machine.Abandon();
        foreach (var next in Enum.GetValues<TaskState>())
            Assert.That(_machine.TryMoveTo(next), Is.False);
    }
}
