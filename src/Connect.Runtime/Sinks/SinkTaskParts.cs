using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Sinks;

/// <summary>What a sink task's loop is put together from. The loop owns all of it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Task">The connector's task.</param>
/// <param name="Context">What it is started with.</param>
/// <param name="Consumer">Reads.</param>
/// <param name="Tracker">Knows what was read, taken and committed.</param>
/// <param name="Decoder">Converts and transforms.</param>
/// <param name="Reports">Knows which reports of bad records are under way.</param>
/// <param name="Errants">Takes bad records from the task; null when there is nowhere to report them.</param>
/// <param name="Threads">Where plugins run.</param>
/// <param name="Prepare">Done before the task is started: creates the dead-letter queue.</param>
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
    IReadOnlyList<object> Resources);
