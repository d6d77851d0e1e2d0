namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>Creates the configured strategy, named by Java's full or simple class name.</summary>
internal static class SubjectNameStrategies
{
    public const string ClusterIdKey = "subject.name.strategy.kafka.cluster.id";
    public const string FallbackKey = "subject.name.strategy.fallback.type";

    private const string JavaPackage = "io.confluent.kafka.serializers.subject.";

    /// <exception cref="ConfigException">There is no such strategy.</exception>
    public static ISubjectNameStrategy Create(IReadOnlyDictionary<string, string?> config, bool isKey, ISchemaRegistry registry)
    {
        var key = isKey ? "key.subject.name.strategy" : "value.subject.name.strategy";
        var name = config.GetValueOrDefault(key)?.Trim();
        if (string.IsNullOrEmpty(name))
            return new TopicNameStrategy(isKey);

        return (name.StartsWith(JavaPackage, StringComparison.Ordinal) ? name[JavaPackage.Length..] : name) switch
        {
            "TopicNameStrategy" => new TopicNameStrategy(isKey),
            "RecordNameStrategy" => new RecordNameStrategy(isKey, withTopic: false),
            "TopicRecordNameStrategy" => new RecordNameStrategy(isKey, withTopic: true),
            "AssociatedNameStrategy" =>
                new AssociatedNameStrategy(registry, config.GetValueOrDefault(ClusterIdKey) ?? "-", isKey, Fallback(config, isKey)),
            _ => throw new ConfigException(
                key, name, "must be TopicNameStrategy, RecordNameStrategy, TopicRecordNameStrategy or AssociatedNameStrategy"),
        };
    }

    private static ISubjectNameStrategy? Fallback(IReadOnlyDictionary<string, string?> config, bool isKey) =>
        (config.GetValueOrDefault(FallbackKey)?.Trim().ToUpperInvariant() ?? "") switch
        {
            "" or "TOPIC" => new TopicNameStrategy(isKey),
            "RECORD" => new RecordNameStrategy(isKey, withTopic: false),
            "TOPIC_RECORD" => new RecordNameStrategy(isKey, withTopic: true),
            "NONE" => null,
            var other => throw new ConfigException(FallbackKey, other, "must be TOPIC, RECORD, TOPIC_RECORD or NONE"),
        };
}
