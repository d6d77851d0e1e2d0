namespace Connect.Runtime.Tasks;

/// <summary>Which states a connector may go through on one worker, and which calls lead there.</summary>
/// <remarks>
/// <para>A new connector is unassigned. It is started, or told paused or stopped without ever being started. From paused and stopped it is started again on the same
/// instance. A failed one is never called again; it can only be told stopped.</para>
/// <para>Safe for use from several threads. Source: <c>org.apache.kafka.connect.runtime.WorkerConnector</c>.</para>
/// </remarks>
internal sealed class ConnectorStateMachine
{
    private readonly Lock _gate = new();
    private ConnectorState _state = ConnectorState.Unassigned;
    private bool _isClosed;

    /// <summary>What the connector does.</summary>
    public ConnectorState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>What has to be done to bring it to a target.</summary>
    public ConnectorStep StepTo(TargetState target)
    {
        lock (_gate)
        {
            return (_state, target) switch
            {
                (ConnectorState.Running, TargetState.Started) => ConnectorStep.None,
                (ConnectorState.Paused, TargetState.Paused) => ConnectorStep.None,
                (ConnectorState.Stopped, TargetState.Stopped) => ConnectorStep.None,
                (ConnectorState.Failed, TargetState.Stopped) => ConnectorStep.Tell,
                (ConnectorState.Failed, _) => ConnectorStep.Refuse,
                (_, TargetState.Started) => ConnectorStep.Start,
                (ConnectorState.Running, _) => ConnectorStep.Stop,
                _ => ConnectorStep.Tell,
            };
        }
    }

    /// <summary>Goes to a state.</summary>
    /// <returns>Whether the state has changed and is to be told.</returns>
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
