using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Sources;

/// <summary>The parts of at-least-once delivery. The delivery owns all of them.</summary>
/// <param name="Id">The task.</param>
/// <param name="Producer">Sends the records.</param>
/// <param name="Answers">Handles the producer's acknowledgements and errors.</param>
/// <param name="Tracker">Determines which offsets may be stored.</param>
/// <param name="Offsets">The connector's stored offsets.</param>
/// <param name="Committer">Stores the offsets.</param>
/// <param name="Watch">Detects records that Kafka does not accept.</param>
/// <param name="FlushTimeout">How long a stopping task waits for its records.</param>
internal sealed record AtLeastOnceParts(
    ConnectorTaskId Id,
    IRecordProducer Producer,
    SourceDeliveries Answers,
    SourceOffsetTracker<OutgoingRecord> Tracker,
    ConnectorOffsets Offsets,
    SourceOffsetCommitter Committer,
    DeliveryWatch Watch,
    TimeSpan FlushTimeout);
