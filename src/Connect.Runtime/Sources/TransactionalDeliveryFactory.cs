using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Creates the delivery of exactly-once tasks.</summary>
/// <param name="engine">What the worker's parts share.</param>
internal sealed partial class TransactionalDeliveryFactory(EngineServices engine)
{
    /// <summary>Tracks the topics that a task writes to.</summary>
    /// <param name="engine">What the worker's parts share.</param>
    /// <param name="task">The task.</param>
    /// <param name="control">What it is to do.</param>
    public static ITopicTracker TopicsOf(EngineServices engine, ConnectorTaskId task, TaskControl control) =>
        engine.Settings.IsTopicTrackingEnabled ? new ActiveTopicTracker(task, engine.Statuses, engine.Time, control.Cancelled)
            : NoTopicTracker.Instance;

    /// <summary>Creates the delivery of a task.</summary>
    /// <param name="launch">The task.</param>
    /// <param name="exactlyOnce">The worker's exactly-once settings and fencing.</param>
    /// <param name="control">What it is to do.</param>
    /// <param name="listener">The connector's task, if it wants to be notified of its records.</param>
    /// <param name="errors">The error handling.</param>
    /// <param name="measures">Records distributions.</param>
    /// <param name="made">Receives resources that must be released if the task cannot be created.</param>
    /// <returns>The delivery, and the context in which the task requests the ends of transactions; null if the task does not define them.</returns>
    /// <exception cref="ConfigException">The configuration is invalid.</exception>
    public (ISourceDelivery Delivery, ITransactionContext? Context) Create(
        TaskLaunch launch,
        ExactlyOnceSources exactlyOnce,
        TaskControl control,
        IRecordCommitListener? listener,
        TaskErrorHandling errors,
        TaskMeasures measures,
        List<object> made)
    {
        var (id, config, loggers) = (launch.Id, launch.Plan.Properties, engine.Loggers);
        var settings = TransactionSettings.Read(config, engine.Settings.OffsetFlushInterval);
        var logger = loggers.CreateLogger<TransactionalDelivery>();
        var client = engine.ClientConfigs.TransactionalProducer(id.Connector, id.Task, config, exactlyOnce.TransactionalIdOf(id));
        LogForcedSettings(logger, id, client, config);
        var producer = engine.Clients.CreateTransactionalProducer(client, listener is not null).AddTo(made);
        var records = listener is null ? null : new CommittedRecords(id, listener, logger);
        var answers = new SourceDeliveries(
            id, ErrorTolerance.None, records, errors.Reports, errors.Counts, TopicsOf(engine, id, control), control.Interrupt,
                loggers.CreateLogger<SourceDeliveries>())
        {
            Remedy = "Within a transaction no record can be left out, so errors.tolerance has no effect on this.",
        };
        var store = engine.Offsets.InTransactionsOf(id.Connector, config, producer);
        var offsets = new ConnectorOffsets(id.Connector, store, loggers.CreateLogger<ConnectorOffsets>());
        var context = settings.Boundary == TransactionBoundary.Connector ? new WorkerTransactionContext() : null;
        var parts = new TransactionalParts(
            id,
            producer,
            answers,
            new SourceOffsetTracker<OutgoingRecord>(submitted => new OutgoingRecord(submitted, answers)),
            offsets,
            store,
            new OffsetWriter(id, offsets, loggers.CreateLogger<OffsetWriter>(), control.Cancelled),
            settings,
            cancellationToken => exactlyOnce.Fencing.FenceAsync(id, launch.Generation, cancellationToken),
            cancellationToken => exactlyOnce.Fencing.VerifyAsync(id, launch.Generation, cancellationToken))
        {
            Context = context,
            Records = records,
            Times = new CommitTimes(measures.Committed),
            TransactionCommitted = measures.TransactionCommitted,
            TransactionTimeout = client.Get(ClientConfigs.TransactionTimeout) ?? ClientConfigs.DefaultTransactionTimeout,
        };
        return (new TransactionalDelivery(parts, control, engine.Time, logger), context);
    }

    private static void LogForcedSettings(ILogger logger, ConnectorTaskId id, ClientConfig client, IReadOnlyDictionary<string, string?> config)
    {
        foreach (var key in ClientConfigs.ForcedInTransactions)
        {
            var name = "producer.override." + key;
            if (config.GetValueOrDefault(name) is { } value && value != client.Get(key))
                Log.OverrideIgnored(logger, id, name, value, client.Get(key));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3054, LogLevel.Warning, "Task {Task}: {Key}={Value} is ignored, because sources run exactly once here: {Used} is used instead",
            EventName = nameof(OverrideIgnored))]
        public static partial void OverrideIgnored(ILogger logger, ConnectorTaskId task, string key, string value, string? used);
    }
}
