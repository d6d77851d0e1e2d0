using Connect.Connectors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Sources;

/// <summary>What a source task's loop is put together from. The loop owns all of it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Task">The connector's task.</param>
/// <param name="Threads">Where plugins run.</param>
/// <param name="Context">What it is started with.</param>
/// <param name="OffsetReader">Closed when the task ends.</param>
/// <param name="Encoder">Transforms and converts.</param>
/// <param name="Topics">Creates topics; null when the broker does it.</param>
/// <param name="Delivery">Sends records and stores offsets.</param>
/// <param name="Resources">Released at the end: converters, transforms, reporters.</param>
internal sealed record SourceTaskParts(
    ConnectorTaskId Id,
    ISourceTask Task,
    PluginThreads Threads,
    SourceTaskContext Context,
    OffsetReader OffsetReader,
    SourceRecordEncoder Encoder,
    TopicCreator? Topics,
    ISourceDelivery Delivery,
    IReadOnlyList<object> Resources);
