namespace Connect.Runtime.Tasks;

/// <summary>A current problem of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Text">What is wrong, since when, what waits, what to do.</param>
/// <param name="Since">When it was first noticed.</param>
internal sealed record TaskTroubleEntry(ConnectorTaskId Task, TaskTroubleKind Kind, string Text, DateTimeOffset Since);
