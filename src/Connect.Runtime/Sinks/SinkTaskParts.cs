using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sinks;

/// <summary>The parts of a sink task's loop. The loop owns all of them.</summary>
/// <param name="Id">The task.</param>
/// <param name="Task">The connector's task.</param>
/// <param name="Context">The context passed to the connector's task.</param>
/// <param name="Consumer">Reads records.</param>
/// <param name="Tracker">Tracks what was read, taken and committed.</param>
/// <param name="Decoder">Converts and transforms records.</param>
/// <param name="Reports">Tracks reports of failed records that are in progress.</param>
/// <param name="Errants">Receives failed records from the task; null if no report is configured.</param>
/// <param name="Threads">The plugin threads.</param>
/// <param name="Prepare">Runs before the task starts: creates the dead letter queue.</param>
/// <param name="Resources">Released at the end: converters, transforms, reporters.</param>
internal sealed record SinkTaskParts(
    ConnectorTaskId Id,
    ISinkTask Task,
    WorkerSinkTaskContext Context,
    ISinkConsumer Consumer,
    SinkOffsetTracker Tracker,
    SinkRecordDecoder Decoder,
    ErrorReports Reports,
    ErrantRecordReporter? Errants,
    PluginThreads Threads,
    Func<CancellationToken, Task> Prepare,
    IReadOnlyList<object> Resources)
{
    /// <summary>Audits the task's records.</summary>
    public SinkAudit Audit { get; } = new();

    /// <summary>Whether a put that fails permanently is repeated in halves (<c>errors.put.isolate</c>).</summary>
    public bool IsolatesPuts { get; init; }

    /// <summary>Makes the task keep to its rate limit; null without a limit.</summary>
    public TaskPace? Pace { get; init; }

    /// <summary>Knows the ends at which the task finishes; null if it goes on forever.</summary>
    public SinkEnds? Ends { get; init; }

    /// <summary>Checks whether the task's topics exist; null without a check.</summary>
    public TopicWatch? Watch { get; init; }

    /// <summary>Reports puts that repeatedly ask for a retry; null without reporting.</summary>
    public TaskTrouble? Refusals { get; init; }

    /// <summary>Reports offsets that cannot be committed; null without reporting.</summary>
    public TaskTrouble? CommitFailures { get; init; }
}
