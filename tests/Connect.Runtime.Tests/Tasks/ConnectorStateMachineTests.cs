using Connect.Runtime.Tasks;

namespace Connect.Runtime.Tests.Tasks;

public sealed class ConnectorStateMachineTests
{
    private readonly ConnectorStateMachine _machine = new();

    [TestCase(TargetState.Started, "Start")]
    [TestCase(TargetState.Paused, "Report")]
    [TestCase(TargetState.Stopped, "Report")]
    public void New_connector_is_only_called_when_it_is_to_run(TargetState target, string step) =>
        Assert.That(_machine.StepTo(target).ToString(), Is.EqualTo(step));

    [TestCase(TargetState.Started, "None")]
    [TestCase(TargetState.Paused, "Stop")]
    [TestCase(TargetState.Stopped, "Stop")]
    public void Running_connector_is_stopped_for_anything_else(TargetState target, string step)
    {
        _machine.TryMoveTo(ConnectorState.Running);
        Assert.That(_machine.StepTo(target).ToString(), Is.EqualTo(step));
    }

    [TestCase(TargetState.Started, "Refuse")]
    [TestCase(TargetState.Paused, "Refuse")]
    [TestCase(TargetState.Stopped, "Report")]
    public void Failed_connector_is_never_called_again(TargetState target, string step)
    {
        _machine.TryMoveTo(ConnectorState.Failed);
        Assert.That(_machine.StepTo(target).ToString(), Is.EqualTo(step));
    }

    [Test]
    public void First_failure_counts()
    {
        Assert.That(_machine.TryMoveTo(ConnectorState.Failed));
        Assert.That(_machine.TryMoveTo(ConnectorState.Failed), Is.False);
        Assert.That(_machine.TryMoveTo(ConnectorState.Running), Is.False);
        Assert.That(_machine.TryMoveTo(ConnectorState.Stopped));
    }

    [Test]
    public void Paused_connector_is_stopped_without_a_call()
    {
        _machine.TryMoveTo(ConnectorState.Paused);
        Assert.That(_machine.StepTo(TargetState.Stopped), Is.EqualTo(ConnectorStep.Report));
        Assert.That(_machine.StepTo(TargetState.Started), Is.EqualTo(ConnectorStep.Start));
    }

    [Test]
    public void Ended_connector_tells_nothing()
    {
        _machine.TryMoveTo(ConnectorState.Running);
        _machine.TryMoveTo(ConnectorState.Unassigned);
        Assert.That(_machine.TryMoveTo(ConnectorState.Running), Is.False);
    }
}
