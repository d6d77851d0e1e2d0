using Connect.Configuration;
using Connect.Converters.Avro.Records;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;

namespace Connect.Converters.Avro;

/// <summary>The parsed configuration of an Avro converter.</summary>
internal sealed record AvroConverterConfig
{
    private const string IdPackage = "io.confluent.kafka.serializers.schema.id.";
    private const string NullContext = "io.confluent.kafka.serializers.context.NullContextNameStrategy";

    /// <summary>Whether record keys are converted.</summary>
    public required bool IsKey { get; init; }

    public required bool AutoRegister { get; init; }

    public required bool Normalize { get; init; }

    /// <summary>The fixed id of the schema to write with; null for none.</summary>
    public required SchemaId? UseSchemaId { get; init; }

    public required bool IdCompatibilityStrict { get; init; }

    public required bool UseLatestVersion { get; init; }

    public required MetadataQuery? UseLatestWithMetadata { get; init; }

    public required bool LatestCompatibilityStrict { get; init; }

    /// <summary>After what time the latest version is read again; null for never.</summary>
    public required TimeSpan? LatestTtl { get; init; }

    /// <summary>Where the schema id is written.</summary>
    public required SchemaIdPlace WritePlace { get; init; }

    /// <summary>Where the schema id is read from.</summary>
    public required SchemaIdPlace ReadPlace { get; init; }

    /// <summary>Whether writers and readers use the subject's latest version.</summary>
    public bool UsesLatest => UseLatestVersion || UseLatestWithMetadata is not null;

    /// <summary>The type of the records that a sink receives.</summary>
    public required RecordForm RecordForm { get; init; }

    /// <summary>Reads a converter's configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="needsUrl">False if the application supplies its own registry client.</param>
    /// <exception cref="ConfigException">A value is invalid.</exception>
    public static AvroConverterConfig Parse(IReadOnlyDictionary<string, string?> config, bool needsUrl)
    {
        if (needsUrl && !config.ContainsKey(AvroConverterKeys.Url))
            throw new ConfigException(
                $"Missing required configuration "
                    + $"\"{(config.GetValueOrDefault("converter.type") is { } type ? type + ".converter." : "")}{AvroConverterKeys.Url}\" which has "
                    + "no default value.");

        var parsed = (needsUrl ? AvroConverter.Config : AvroConverter.ConfigWithClient).Parse(config);
        var isKey = string.Equals(config.GetValueOrDefault("converter.type")?.Trim(), "key", StringComparison.OrdinalIgnoreCase);
        var side = isKey ? "key" : "value";
        if (parsed.GetString(AvroConverterKeys.ContextNameStrategy) is { Length: > 0 } context && context != NullContext
            && context != "NullContextNameStrategy")
            throw new ConfigException(AvroConverterKeys.ContextNameStrategy, context, "contexts are not supported");

        var ttl = parsed.GetInt32(AvroConverterKeys.LatestTtl);
        return new AvroConverterConfig
        {
            IsKey = isKey,
            AutoRegister = parsed.GetBoolean(AvroConverterKeys.AutoRegister),
            Normalize = parsed.GetBoolean(AvroConverterKeys.Normalize),
            UseSchemaId = IdOf(parsed),
            IdCompatibilityStrict = parsed.GetBoolean(AvroConverterKeys.IdCompatibilityStrict),
            UseLatestVersion = parsed.GetBoolean(AvroConverterKeys.UseLatestVersion),
            UseLatestWithMetadata = parsed.GetString(AvroConverterKeys.UseLatestWithMetadata) is { Length: > 0 } metadata
                ? MetadataQuery.Parse(AvroConverterKeys.UseLatestWithMetadata, metadata)
                : null,
            LatestCompatibilityStrict = parsed.GetBoolean(AvroConverterKeys.LatestCompatibilityStrict),
            LatestTtl = ttl < 0 ? null : TimeSpan.FromSeconds(ttl),
            RecordForm = parsed.GetString(AvroConverterKeys.RecordType)?.ToUpperInvariant() switch
            {
                "STRUCT" => RecordForm.Struct,
                "GENERIC" => RecordForm.Generic,
                "SPECIFIC" => RecordForm.Specific,
                _ => throw new ConfigException(
                    AvroConverterKeys.RecordType, parsed.GetString(AvroConverterKeys.RecordType), "must be struct, generic or specific"),
            },
            WritePlace = Place(parsed, side + ".schema.id.serializer", "Serializer"),
            ReadPlace = Place(parsed, side + ".schema.id.deserializer", "Deserializer"),
        };
    }

    private static SchemaId? IdOf(ParsedConfig parsed)
    {
        if (parsed.GetInt32(AvroConverterKeys.UseSchemaId) is >= 0 and var id)
            return SchemaId.Of(id);

        if (parsed.GetString(AvroConverterKeys.UseSchemaGuid) is not { Length: > 0 } text)
            return null;

        return Guid.TryParse(text, out var guid)
            ? SchemaId.Of(guid) : throw new ConfigException(AvroConverterKeys.UseSchemaGuid, text, "must be a GUID");
    }

    private static SchemaIdPlace Place(ParsedConfig parsed, string key, string suffix)
    {
        var name = parsed.GetString(key) ?? "";
        var simple = name.StartsWith(IdPackage, StringComparison.Ordinal) ? name[IdPackage.Length..] : name;
        return (simple, suffix) switch
        {
            ("PrefixSchemaIdSerializer", "Serializer") or ("PrefixSchemaIdDeserializer", "Deserializer") => SchemaIdPlace.Prefix,
            ("HeaderSchemaIdSerializer", "Serializer") => SchemaIdPlace.Header,
            ("DualSchemaIdDeserializer", "Deserializer") => SchemaIdPlace.HeaderOrPrefix,
            ("ConfigSchemaIdDeserializer", "Deserializer") => SchemaIdPlace.Configuration,
            _ => throw new ConfigException(
                key, name, suffix == "Serializer"
                    ? "must be Prefix- or HeaderSchemaIdSerializer" : "must be Dual-, Prefix- or ConfigSchemaIdDeserializer"),
        };
    }
}
