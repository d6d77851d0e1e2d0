namespace Connect.Runtime.Configuration;

/// <summary>The keys that every connector has beside its own.</summary>
internal static class ConnectorKeys
{
    public const string Name = "name";
    public const string ConnectorClass = "connector.class";
    public const string ConnectorVersion = "connector.plugin.version";
    public const string TasksMax = "tasks.max";
    public const string TasksMaxEnforce = "tasks.max.enforce";
    public const string KeyConverter = "key.converter";
    public const string ValueConverter = "value.converter";
    public const string HeaderConverter = "header.converter";
    public const string PluginVersionSuffix = ".plugin.version";
    public const string Transforms = "transforms";
    public const string Predicates = "predicates";
    public const string ConfigActionReload = "config.action.reload";
    public const string ReloadRestart = "restart";
    public const string ReloadNone = "none";
    public const string ErrorsRetryTimeout = "errors.retry.timeout";
    public const string ErrorsRetryDelayMaxMs = "errors.retry.delay.max.ms";
    public const string ErrorsTolerance = "errors.tolerance";
    public const string ErrorsLogEnable = "errors.log.enable";
    public const string ErrorsLogIncludeMessages = "errors.log.include.messages";
    public const string Topics = "topics";
    public const string TopicsRegex = "topics.regex";
    public const string DeadLetterQueueTopic = "errors.deadletterqueue.topic.name";
    public const string DeadLetterQueueReplicationFactor = "errors.deadletterqueue.topic.replication.factor";
    public const string DeadLetterQueueContextHeaders = "errors.deadletterqueue.context.headers.enable";
    public const string TopicCreationGroups = "topic.creation.groups";
    public const string TopicCreationPrefix = "topic.creation.";
    public const string ExactlyOnceSupport = "exactly.once.support";
    public const string TransactionBoundary = "transaction.boundary";
    public const string TransactionBoundaryIntervalMs = "transaction.boundary.interval.ms";
    public const string OffsetsTopic = "offsets.storage.topic";
    public const string ProducerOverridePrefix = "producer.override.";
    public const string ConsumerOverridePrefix = "consumer.override.";
    public const string AdminOverridePrefix = "admin.override.";
}
