using Connect.Connectors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sources;

/// <summary>The parts of a source task's loop. The loop owns all of them.</summary>
/// <param name="Id">The task.</param>
/// <param name="Task">The connector's task.</param>
/// <param name="Threads">The plugin threads.</param>
/// <param name="Context">The context passed to the connector's task.</param>
/// <param name="OffsetReader">Reads stored offsets; closed when the task ends.</param>
/// <param name="Encoder">Transforms and converts records.</param>
/// <param name="Topics">Creates topics; null if the broker does it.</param>
/// <param name="Delivery">Sends records and stores offsets.</param>
/// <param name="Resources">Released at the end: converters, transforms, reporters.</param>
internal sealed record SourceTaskParts(
    ConnectorTaskId Id,
    ISourceTask Task,
    PluginThreads Threads,
    WorkerSourceTaskContext Context,
    OffsetReader OffsetReader,
    SourceRecordEncoder Encoder,
    TopicCreator? Topics,
    ISourceDelivery Delivery,
    IReadOnlyList<object> Resources)
{
    /// <summary>Reports polls that repeatedly ask for a retry; null without reporting.</summary>
    public TaskTrouble? Refusals { get; init; }

    /// <summary>The generation of the task's configuration.</summary>
    public long Generation { get; init; }

    /// <summary>Makes the task keep to its rate limit; null without a limit.</summary>
    public TaskPace? Pace { get; init; }
}
