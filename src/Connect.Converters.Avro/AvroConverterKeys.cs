using Connect.Configuration;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Registry.Subjects;

namespace Connect.Converters.Avro;

/// <summary>The keys of the Avro converter, with the defaults of Confluent's <c>AvroConverterConfig</c>, and its definition.</summary>
internal static class AvroConverterKeys
{
    public const string Url = "schema.registry.url";
    public const string RecordType = "avro.record.type";
    public const string AutoRegister = "auto.register.schemas";
    public const string Normalize = "normalize.schemas";
    public const string UseSchemaId = "use.schema.id";
    public const string UseSchemaGuid = "use.schema.guid";
    public const string IdCompatibilityStrict = "id.compatibility.strict";
    public const string UseLatestVersion = "use.latest.version";
    public const string UseLatestWithMetadata = "use.latest.with.metadata";
    public const string LatestCompatibilityStrict = "latest.compatibility.strict";
    public const string LatestTtl = "latest.cache.ttl.sec";
    public const string ContextNameStrategy = "context.name.strategy";

    /// <param name="needsUrl">Whether a URL is required.</param>
    public static ConfigDef Define(bool needsUrl)
    {
        var definition = new ConfigDef();
        const string UrlDocumentation = "The registry's URLs, or mock://name for one in memory.";
        if (needsUrl)
            definition.Define(Url, ConfigType.List, ConfigImportance.High, UrlDocumentation);
        else
            definition.Define(
                Url, ConfigType.List, null, ConfigImportance.Low, UrlDocumentation
                    + " The application brings a client of its own, which is used instead.");

        DefineSchemas(definition);
        DefineSides(definition);
        DefineClient(definition);
        DefineCredentials(definition);
        return AvroDataOptions.Define(definition);
    }

    private static void DefineSchemas(ConfigDef definition)
    {
        Flag(definition, AutoRegister, true, "Register the schemas of what is written; else they must be there.");
        Flag(definition, Normalize, false, "Have the registry normalize schemas before it compares them.");
        definition.Define(
            UseSchemaId, ConfigType.Int, -1, ConfigImportance.Low, "Write with the schema of this id; needs auto.register.schemas=false.");
        definition.Define(
            UseSchemaGuid, ConfigType.String, null, ConfigImportance.Low, "Write with the schema of this GUID; needs auto.register.schemas=false.");
        Flag(definition, IdCompatibilityStrict, true, "Refuse a schema named by id that cannot read what is written.");
        Flag(definition, UseLatestVersion, false,
            "Write with the subject's latest version; needs auto.register.schemas=false. Read into the latest version.");
        Flag(definition, LatestCompatibilityStrict, true, "Refuse a latest version that cannot read what is written.");
        definition.Define(
            UseLatestWithMetadata, ConfigType.String, null, ConfigImportance.Low,
            "As use.latest.version, among the versions with this metadata: key=value,….");
        definition.Define(
            LatestTtl, ConfigType.Int, -1, ConfigImportance.Low, "Seconds after which the latest version is asked for again; -1: at the next start.");
        Text(definition, RecordType, "struct",
            "What records are to a sink: struct, generic (GenericRecord) or specific (a generated class, ISpecificRecord).");
        definition.Define(
            ContextNameStrategy, ConfigType.String, null, ConfigImportance.Low, "Contexts are not supported: only NullContextNameStrategy.");
    }

    private static void DefineSides(ConfigDef definition)
    {
        foreach (var side in (string[])["key", "value"])
        {
            Text(definition, side
                + ".subject.name.strategy", "TopicNameStrategy",
                    "TopicNameStrategy, RecordNameStrategy, TopicRecordNameStrategy or AssociatedNameStrategy.");
            Text(definition, side + ".schema.id.serializer", "PrefixSchemaIdSerializer", "PrefixSchemaIdSerializer or HeaderSchemaIdSerializer.");
            Text(definition, side
                + ".schema.id.deserializer", "DualSchemaIdDeserializer",
                    "DualSchemaIdDeserializer, PrefixSchemaIdDeserializer or ConfigSchemaIdDeserializer.");
        }

        Text(definition, "subject.name.strategy.kafka.cluster.id", "-", "The cluster in whose associations AssociatedNameStrategy looks.");
        Text(definition, "subject.name.strategy.fallback.type", "TOPIC",
            "What AssociatedNameStrategy does without an association: TOPIC, RECORD, TOPIC_RECORD or NONE.");
    }

    private static void DefineClient(ConfigDef definition)
    {
        Flag(definition, "schema.registry.url.randomize", false, "Start at any of the URLs.");
        Number(definition, "max.schemas.per.subject", 1000, "How many schemas of a subject are remembered.");
        Number(definition, "max.retries", 3, "How often a failed request is made again.");
        Number(definition, "retries.wait.ms", 1000, "The wait before the first repetition; it doubles.");
        Number(definition, "retries.max.wait.ms", 20000, "The longest wait.");
        Number(definition, "http.connect.timeout.ms", 60000, "How long a connection may take.");
        Number(definition, "http.read.timeout.ms", 60000, "How long an answer may take.");
        Number(definition, "missing.id.cache.ttl.sec", 0, "How long an unknown id is believed to be unknown.");
        Number(definition, "missing.version.cache.ttl.sec", 0, "How long an unknown version is believed to be unknown.");
        Number(definition, "missing.schema.cache.ttl.sec", 0, "How long an unknown schema is believed to be unknown.");
        Text(definition, "proxy.host", "", "The HTTP proxy.");
        Number(definition, "proxy.port", -1, "The proxy's port.");
    }

    private static void DefineCredentials(ConfigDef definition)
    {
        Text(definition, "basic.auth.credentials.source", null, "USER_INFO, URL or SASL_INHERIT.");
        Secret(definition, "basic.auth.user.info", "user:password, for USER_INFO.");
        Secret(definition, "schema.registry.basic.auth.user.info", "The old name of basic.auth.user.info.");
        Text(definition, "bearer.auth.credentials.source", null, "STATIC_TOKEN, OAUTHBEARER or SASL_OAUTHBEARER_INHERIT.");
        Secret(definition, "bearer.auth.token", "The token, for STATIC_TOKEN.");
        Text(definition, "bearer.auth.issuer.endpoint.url", null, "The OAuth token endpoint.");
        Text(definition, "bearer.auth.client.id", null, "The OAuth client.");
        Secret(definition, "bearer.auth.client.secret", "The OAuth client's secret.");
        Text(definition, "bearer.auth.scope", null, "The OAuth scope.");
        Number(definition, "bearer.auth.cache.expiry.buffer.seconds", 300, "Has no effect: a token is renewed after four fifths of its life.");
        Text(definition, "bearer.auth.logical.cluster", null, "Sent as target-sr-cluster.");
        Text(definition, "bearer.auth.identity.pool.id", null, "Sent as Confluent-Identity-Pool-Id.");
        foreach (var secret in (string[])["ssl.keystore.password", "ssl.keystore.key", "ssl.key.password", "ssl.truststore.password"])
            Secret(definition, "schema.registry." + secret, "As Kafka's " + secret + ", for the connection to the registry.");
    }

    private static void Flag(ConfigDef definition, string key, bool @default, string documentation) =>
        definition.Define(key, ConfigType.Boolean, @default, ConfigImportance.Medium, documentation);

    private static void Number(ConfigDef definition, string key, int @default, string documentation) =>
        definition.Define(key, ConfigType.Int, @default, ConfigImportance.Low, documentation);

    private static void Text(ConfigDef definition, string key, string? @default, string documentation) =>
        definition.Define(key, ConfigType.String, @default, ConfigImportance.Medium, documentation);

    private static void Secret(ConfigDef definition, string key, string documentation) =>
        definition.Define(key, ConfigType.Password, null, ConfigImportance.Medium, documentation);
}
