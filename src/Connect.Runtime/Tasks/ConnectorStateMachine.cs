namespace Connect.Runtime.Tasks;

/// <summary>The states of a connector on one worker, and the calls that lead to them.</summary>
/// <remarks>
/// <para>A new connector is unassigned. It is started, or becomes paused or stopped without a start. From paused and stopped it is started again on
/// the same instance. A failed connector is never called again; it can only become stopped.</para>
/// <para>Thread-safe. Source: <c>org.apache.kafka.connect.runtime.WorkerConnector</c>.</para>
/// </remarks>
internal sealed class ConnectorStateMachine
{
    private readonly Lock _gate = new();
    private ConnectorState _state = ConnectorState.Unassigned;
    private bool _isClosed;

    /// <summary>The current state.</summary>
    public ConnectorState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>The step that brings the connector to a target state.</summary>
    public ConnectorStep StepTo(TargetState target)
    {
        lock (_gate)
        {
            return (_state, target) switch
            {
                (ConnectorState.Running, TargetState.Started) => ConnectorStep.None,
                (ConnectorState.Paused, TargetState.Paused) => ConnectorStep.None,
                (ConnectorState.Stopped, TargetState.Stopped) => ConnectorStep.None,
                (ConnectorState.Failed, TargetState.Stopped) => ConnectorStep.Report,
                (ConnectorState.Failed, _) => ConnectorStep.Refuse,
                (_, TargetState.Started) => ConnectorStep.Start,
                (ConnectorState.Running, _) => ConnectorStep.Stop,
                _ => ConnectorStep.Report,
            };
        }
    }

    /// <summary>Changes the state.</summary>
    /// <returns>Whether the state has changed and must be reported.</returns>
    public bool TryMoveTo(ConnectorState next)
    {
        lock (_gate)
        {
            if (_isClosed || _state == next || (_state == ConnectorState.Failed && next is not (ConnectorState.Stopped or ConnectorState.Unassigned)))
                return false;
            _state = next;
            _isClosed = next == ConnectorState.Unassigned;
            return true;
        }
    }
}
