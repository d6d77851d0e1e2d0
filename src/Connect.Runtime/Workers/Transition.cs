namespace Connect.Runtime.Workers;

/// <summary>The way of one connector to another state, which has begun.</summary>
/// <param name="Difference">What is done.</param>
/// <param name="Stopped">Completes when everything that has to stop has stopped or was given up; never faulted.</param>
/// <param name="Started">Completes when the connector is at its target. It fails when the connector does, or when something newer overtook it. Nobody has to look at it.</param>
/// <param name="TasksChanged">Completes when the tasks that had to stop have stopped or were given up and those that had to start have begun; never faulted.</param>
internal sealed record Transition(StateDifference Difference, Task Stopped, Task Started, Task TasksChanged);
