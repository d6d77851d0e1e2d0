namespace Connect.Runtime.Workers;

/// <summary>A change of one connector to another state, in progress.</summary>
/// <param name="Difference">The changes.</param>
/// <param name="Stopped">Completes when everything that must stop has stopped or was abandoned; never faulted.</param>
/// <param name="Started">Completes when the connector has reached its target state. Fails if the connector fails or a newer change replaces this one.
/// Need not be observed.</param>
/// <param name="TasksChanged">Completes when the tasks that must stop have stopped or were abandoned, and the tasks that must start have begun; never
/// faulted.</param>
internal sealed record Transition(StateDifference Difference, Task Stopped, Task Started, Task TasksChanged);
