using static Connect.Runtime.Diagnostics.Metrics.InstrumentKind;

namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The instruments of the meter. docs/metrics.md is generated from them.</summary>
internal static class Instruments
{
    private const string OfWorker = "worker";
    private const string OfConnector = "connector, worker";
    private const string OfTask = "connector, task, worker";
    private const string Records = "{record}";

    public static readonly InstrumentInfo WorkerInfo = new(
        "kafka.connect.worker.info", ObservedGauge, "1", OfWorker
            + ", kafka.connect.protocol, kafka.connect.leader", "Always 1; describes a worker.");

    public static readonly InstrumentInfo WorkerConnectors = new(
        "kafka.connect.worker.connectors", ObservedUpDownCounter, "{connector}", OfWorker,
        "Connectors on the worker, in any state.");

    public static readonly InstrumentInfo WorkerTasks = new(
        "kafka.connect.worker.tasks", ObservedUpDownCounter, "{task}", OfConnector + ", state", "Tasks on the worker, by connector and state.");

    public static readonly InstrumentInfo ConnectorStartups = new(
        "kafka.connect.worker.connector.startups", ObservedCounter, "{startup}", OfConnector + ", result",
        "Starts of connectors that succeeded or failed.");

    public static readonly InstrumentInfo TaskStartups = new(
        "kafka.connect.worker.task.startups", ObservedCounter, "{startup}", OfConnector + ", result", "Starts of tasks that succeeded or failed.");

    public static readonly InstrumentInfo Restarts = new(
        "kafka.connect.worker.restarts", ObservedCounter, "{restart}", OfConnector + ", reason",
        "Restarts of a connector or one of its tasks that nobody asked for: after a failure (errors.restart.policy), or because a secret has another "
            + "value.");

    public static readonly InstrumentInfo RebalanceDuration = new(
        "kafka.connect.worker.rebalance.duration", Histogram, "s", OfWorker, "Duration of the worker's rebalances.");

    public static readonly InstrumentInfo Rebalancing = new(
        "kafka.connect.worker.rebalancing", ObservedGauge, "1", OfWorker, "1 during a rebalance of the worker, else 0.");

    public static readonly InstrumentInfo Epoch = new(
        "kafka.connect.worker.epoch", ObservedGauge, "{generation}", OfWorker, "The generation of the worker's group.");

    public static readonly InstrumentInfo SinceRebalance = new(
        "kafka.connect.worker.rebalance.age", ObservedGauge, "s", OfWorker, "Time since the last rebalance ended.");

    public static readonly InstrumentInfo ConnectorInfo = new(
        "kafka.connect.connector.info", ObservedGauge, "1", OfConnector + ", class, version, type", "Always 1; describes a connector.");

    public static readonly InstrumentInfo ConnectorState = new(
        "kafka.connect.connector.state", ObservedGauge, "1", OfConnector + ", state", "Always 1; the state of a connector.");

    public static readonly InstrumentInfo TaskInfo = new(
        "kafka.connect.task.info", ObservedGauge, "1", OfTask
            + ", class, version, connector.class, connector.version, type, and class and version of each converter: key.converter.class, …",
                "Always 1; describes a task.");

    public static readonly InstrumentInfo TransformInfo = new(
        "kafka.connect.transform.info", ObservedGauge, "1", OfTask + ", transform, class, version", "Always 1; describes a transform of a task.");

    public static readonly InstrumentInfo PredicateInfo = new(
        "kafka.connect.predicate.info", ObservedGauge, "1", OfTask + ", predicate, class, version", "Always 1; describes a predicate of a task.");

    public static readonly InstrumentInfo TaskState = new(
        "kafka.connect.task.state", ObservedGauge, "1", OfTask + ", state", "Always 1; the state of a task.");

    public static readonly InstrumentInfo TaskStateTime = new(
        "kafka.connect.task.state.time", ObservedCounter, "s", OfTask
            + ", state", "Time that a task has spent in a state since the worker started; its rate is the share of time in that state.");

    public static readonly InstrumentInfo TaskStalled = new(
        "kafka.connect.task.stalled", ObservedGauge, "s", OfTask
            + ", reason", "How long a running task has been stalled; absent while it is not. Its status says why.");

    public static readonly InstrumentInfo ThrottleTime = new(
        "kafka.connect.task.throttle.time", ObservedCounter, "s", OfTask,
        "Time that a task has waited for its connector's rate limit (rate.limit.records, rate.limit.bytes); absent without a limit.");

    public static readonly InstrumentInfo BatchSize = new(
        "kafka.connect.task.batch.size", Histogram, Records, OfTask, "Records per poll or put; empty ones are not counted.");

    public static readonly InstrumentInfo CommitDuration = new(
        "kafka.connect.task.offset.commit.duration", Histogram, "s", OfTask + ", result", "Duration of offset commits.");

    public static readonly InstrumentInfo SourcePolled = new(
        "kafka.connect.source.records.polled", ObservedCounter, Records, OfTask, "Records returned by a source task, before transforms.");

    public static readonly InstrumentInfo SourceWritten = new(
        "kafka.connect.source.records.written", ObservedCounter, Records, OfTask, "Records of a source task acknowledged by Kafka.");

    public static readonly InstrumentInfo SourceActive = new(
        "kafka.connect.source.records.active", ObservedUpDownCounter, Records, OfTask,
        "Records of a source task that are not acknowledged, or that wait behind one that is not.");

    public static readonly InstrumentInfo SourceAuditRecords = new(
        "kafka.connect.source.audit.records", ObservedGauge, Records, OfTask + ", outcome",
        "Records of a source task by outcome: polled = filtered + skipped + acknowledged + aborted (transaction) + failed + in_flight (as of the "
            + "last commit).");

    public static readonly InstrumentInfo SourceAuditMismatches = new(
        "kafka.connect.source.audit.mismatches", ObservedCounter, "{mismatch}", OfTask,
        "How often the records of a source task did not balance at a commit: a defect of the runtime.");

    public static readonly InstrumentInfo PollDuration = new(
        "kafka.connect.source.poll.duration", Histogram, "s", OfTask, "Duration of polls that returned records.");

    public static readonly InstrumentInfo TransactionSize = new(
        "kafka.connect.source.transaction.size", Histogram, Records, OfTask, "Records per transaction (exactly-once).");

    public static readonly InstrumentInfo SinkRead = new(
        "kafka.connect.sink.records.read", ObservedCounter, Records, OfTask, "Records that a sink task has read from Kafka, before transforms.");

    public static readonly InstrumentInfo SinkSent = new(
        "kafka.connect.sink.records.sent", ObservedCounter, Records, OfTask, "Records that a sink task has processed, after transforms.");

    public static readonly InstrumentInfo SinkActive = new(
        "kafka.connect.sink.records.active", ObservedUpDownCounter, Records, OfTask,
        "Records read and not yet committed, as of the last batch or commit.");

    public static readonly InstrumentInfo PutDuration = new(
        "kafka.connect.sink.put.duration", Histogram, "s", OfTask, "Duration of successful puts.");

    public static readonly InstrumentInfo SinkPartitions = new(
        "kafka.connect.sink.partitions", ObservedUpDownCounter, "{partition}", OfTask, "Partitions assigned to a sink task.");

    public static readonly InstrumentInfo SinkLag = new(
        "kafka.connect.sink.partition.lag", ObservedGauge, Records, OfTask + ", messaging.destination.name, messaging.destination.partition.id",
        "Records of a partition that the task has not processed yet, as of the last fetch.");

    public static readonly InstrumentInfo SinkPartitionRecords = new(
        "kafka.connect.sink.partition.records", ObservedGauge, Records,
        OfTask + ", messaging.destination.name, messaging.destination.partition.id, outcome",
        "Records of a partition since it was assigned, by outcome: in = out + filtered + skipped + returned (read again) + in_flight.");

    public static readonly InstrumentInfo AuditMismatches = new(
        "kafka.connect.sink.audit.mismatches", ObservedCounter, "{mismatch}", OfTask,
        "How often the records of a partition did not balance at a commit: a defect of the runtime.");

    public static readonly InstrumentInfo CommitNumber = new(
        "kafka.connect.sink.offset.commit.number", ObservedGauge, "{commit}", OfTask, "The sequence number of the latest offset commit.");

    public static readonly InstrumentInfo CommitsCompleted = new(
        "kafka.connect.sink.offset.commits", ObservedCounter, "{commit}", OfTask, "Successful offset commits.");

    public static readonly InstrumentInfo CommitsSkipped = new(
        "kafka.connect.sink.offset.commits.skipped", ObservedCounter, "{commit}", OfTask,
        "Offset commits whose response did not arrive in time.");

    public static readonly InstrumentInfo ErrorFailures = new(
        "kafka.connect.errors.failures", ObservedCounter, "{failure}", OfTask, "Failed attempts at processing a record, including retries.");

    public static readonly InstrumentInfo ErrorRecords = new(
        "kafka.connect.errors.records", ObservedCounter, Records, OfTask, "Records that failed.");

    public static readonly InstrumentInfo ErrorSkipped = new(
        "kafka.connect.errors.records.skipped", ObservedCounter, Records, OfTask, "Records skipped because of a tolerated error.");

    public static readonly InstrumentInfo ErrorRetries = new(
        "kafka.connect.errors.retries", ObservedCounter, "{retry}", OfTask, "Retries of failed records.");

    public static readonly InstrumentInfo ErrorsLogged = new(
        "kafka.connect.errors.logged", ObservedCounter, "{error}", OfTask, "Record errors that were logged (errors.log.enable).");

    public static readonly InstrumentInfo DeadLetters = new(
        "kafka.connect.errors.dead_letters", ObservedCounter, Records, OfTask, "Records sent to the dead letter queue.");

    public static readonly InstrumentInfo DeadLettersFailed = new(
        "kafka.connect.errors.dead_letters.failed", ObservedCounter, Records, OfTask, "Records that could not be written to the dead letter queue.");

    public static readonly InstrumentInfo LastError = new(
        "kafka.connect.errors.last", ObservedGauge, "s", OfTask,
        "Time of the last failed attempt at a record, in seconds since 1970; absent before the first.");

    /// <summary>All of them, in the order of the docs.</summary>
    public static IReadOnlyList<InstrumentInfo> All { get; } =
    [
        WorkerInfo, WorkerConnectors, WorkerTasks, ConnectorStartups, TaskStartups, Restarts, RebalanceDuration, Rebalancing, Epoch, SinceRebalance,
        ConnectorInfo, ConnectorState, TaskInfo, TransformInfo, PredicateInfo, TaskState, TaskStateTime, TaskStalled, ThrottleTime, BatchSize,
        CommitDuration,
        SourcePolled, SourceWritten, SourceActive, SourceAuditRecords, SourceAuditMismatches, PollDuration, TransactionSize,
        SinkRead, SinkSent, SinkActive, PutDuration, SinkPartitions, SinkLag, SinkPartitionRecords, AuditMismatches, CommitNumber, CommitsCompleted,
        CommitsSkipped,
        ErrorFailures, ErrorRecords, ErrorSkipped, ErrorRetries, ErrorsLogged, DeadLetters, DeadLettersFailed, LastError,
    ];
}
