using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;

namespace Connect.Runtime.Sources;

/// <summary>What a source task's loop is put together from. The loop owns all of it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Task">The connector's task.</param>
/// <param name="Context">What it is started with.</param>
/// <param name="OffsetReader">Closed when the task ends.</param>
/// <param name="Offsets">The connector's stored offsets.</param>
/// <param name="Encoder">Transforms and converts.</param>
/// <param name="Producer">Sends.</param>
/// <param name="Topics">Creates topics; null when the broker does it.</param>
/// <param name="Deliveries">Takes the producer's answers.</param>
/// <param name="Tracker">Knows what may be stored.</param>
/// <param name="Committer">Stores it.</param>
/// <param name="Resources">Released at the end: converters, transforms, reporters.</param>
internal sealed record SourceTaskParts(
    ConnectorTaskId Id,
    ISourceTask Task,
    SourceTaskContext Context,
    OffsetReader OffsetReader,
    ConnectorOffsets Offsets,
    SourceRecordEncoder Encoder,
    IRecordProducer Producer,
    TopicCreator? Topics,
    SourceDeliveries Deliveries,
    SourceOffsetTracker<OutgoingRecord> Tracker,
    SourceOffsetCommitter Committer,
    IReadOnlyList<object> Resources);
