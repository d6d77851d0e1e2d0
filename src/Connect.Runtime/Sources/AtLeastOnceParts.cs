using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Sources;

/// <summary>What delivery at least once is put together from. The delivery owns all of it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Producer">Sends.</param>
/// <param name="Answers">Takes the producer's answers.</param>
/// <param name="Tracker">Knows which offsets may be stored.</param>
/// <param name="Offsets">The connector's stored offsets.</param>
/// <param name="Committer">Stores them.</param>
/// <param name="Watch">Looks for records that Kafka does not take.</param>
/// <param name="FlushTimeout">How long the end of a task waits for its records.</param>
internal sealed record AtLeastOnceParts(
    ConnectorTaskId Id,
    IRecordProducer Producer,
    SourceDeliveries Answers,
    SourceOffsetTracker<OutgoingRecord> Tracker,
    ConnectorOffsets Offsets,
    SourceOffsetCommitter Committer,
    DeliveryWatch Watch,
    TimeSpan FlushTimeout);
