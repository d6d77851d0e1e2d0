using Connect.Configuration;

namespace Connect.Converters.Avro.Mapping;

/// <summary>How schemas and values are mapped between Connect and Avro.</summary>
/// <remarks>Corresponds to <c>io.confluent.connect.avro.AvroDataConfig</c>; the keys are those of a converter's configuration.</remarks>
public sealed record AvroDataOptions
{
    /// <summary>The configuration key of <see cref="EnhancedSchemaSupport"/>.</summary>
    public const string EnhancedSchemaSupportKey = "enhanced.avro.schema.support";

    /// <summary>The configuration key of <see cref="GeneralizedSumTypes"/>.</summary>
    public const string GeneralizedSumTypesKey = "generalized.sum.type.support";

    /// <summary>The configuration key of <see cref="ConnectMetaData"/>.</summary>
    public const string ConnectMetaDataKey = "connect.meta.data";

    /// <summary>The configuration key of <see cref="ScrubInvalidNames"/>.</summary>
    public const string ScrubInvalidNamesKey = "scrub.invalid.names";

    /// <summary>The configuration key of <see cref="IgnoreDefaultForNullables"/>.</summary>
    public const string IgnoreDefaultForNullablesKey = "ignore.default.for.nullables";

    /// <summary>The configuration key of <see cref="AllowOptionalMapKeys"/>.</summary>
    public const string AllowOptionalMapKeysKey = "allow.optional.map.keys";

    /// <summary>The configuration key of <see cref="FlattenSingletonUnions"/>.</summary>
    public const string FlattenSingletonUnionsKey = "flatten.singleton.unions";

    /// <summary>The configuration key of <see cref="DiscardTypeDocDefault"/>.</summary>
    public const string DiscardTypeDocDefaultKey = "discard.type.doc.default";

    /// <summary>The configuration key of <see cref="SchemaCacheSize"/>.</summary>
    public const string SchemaCacheSizeKey = "schemas.cache.config";

    /// <summary>Whether enums are written as Avro enums, and the fields of a union's struct have full names.</summary>
    /// <value>Default false.</value>
    public bool EnhancedSchemaSupport { get; init; }

    /// <summary>Whether enums and unions have the same form as in the JSON Schema and Protobuf converters.</summary>
    /// <value>Default false.</value>
    public bool GeneralizedSumTypes { get; init; }

    /// <summary>Whether <c>connect.*</c> properties are written, and documentation, parameters and flags are read.</summary>
    /// <value>Default true.</value>
    public bool ConnectMetaData { get; init; } = true;

    /// <summary>Whether illegal Avro names are replaced by legal ones instead of being an error.</summary>
    /// <value>Default false.</value>
    public bool ScrubInvalidNames { get; init; }

    /// <summary>Whether a null field with a default is written as null.</summary>
    /// <value>Default false: the default is written.</value>
    public bool IgnoreDefaultForNullables { get; init; }

    /// <summary>Whether maps with optional string keys become Avro maps, which loses the optionality.</summary>
    /// <value>Default false: they become arrays of entries.</value>
    public bool AllowOptionalMapKeys { get; init; }

    /// <summary>Whether a union of one schema is read as that schema.</summary>
    /// <value>Default true.</value>
    public bool FlattenSingletonUnions { get; init; } = true;

    /// <summary>Whether the documentation and default of an Avro field become those of the field's schema, without the parameters that distinguish
    /// the two.</summary>
    /// <value>Default false. Deprecated in Confluent's converter.</value>
    public bool DiscardTypeDocDefault { get; init; }

    /// <summary>The maximum number of cached schemas in each direction.</summary>
    /// <value>Default 1000, at least 1.</value>
    public int SchemaCacheSize { get; init; } = 1000;

    /// <summary>Adds the keys of the mapping to a converter's definition.</summary>
    /// <param name="definition">The definition to add to.</param>
    /// <returns>The same definition.</returns>
    public static ConfigDef Define(ConfigDef definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Flag(definition, GeneralizedSumTypesKey, false, "Enums and unions in the form that the JSON Schema and Protobuf converters share.");
        Flag(definition, IgnoreDefaultForNullablesKey, false, "Write null for a null field although its schema has a default.");
        definition.Define(SchemaCacheSizeKey, ConfigType.Int, 1000, ConfigImportance.Low, "How many converted schemas are kept.");
        Flag(definition, EnhancedSchemaSupportKey, false, "Keep enums as enums, and full names in unions.");
        Flag(definition, ScrubInvalidNamesKey, false, "Clean names that Avro does not allow instead of failing.");
        Flag(definition, ConnectMetaDataKey, true, "Carry Connect's metadata in properties of the Avro schema.", ConfigImportance.Low);
        Flag(definition, DiscardTypeDocDefaultKey, false, "Take documentation and default of a field's schema from the Avro field alone.",
            ConfigImportance.Low);
        Flag(definition, AllowOptionalMapKeysKey, false, "Write maps of optional text keys as Avro maps.", ConfigImportance.Low);
        Flag(definition, FlattenSingletonUnionsKey, true, "Read a union of one schema as that schema.", ConfigImportance.Low);
        return definition;
    }

    /// <summary>Reads the options from a converter's configuration; ignores other keys.</summary>
    /// <param name="config">The configuration.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ConfigException">A value is not a boolean, or not a number.</exception>
    public static AvroDataOptions FromConfig(IReadOnlyDictionary<string, string?> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var parsed = Define(new ConfigDef()).Parse(config);
        return new AvroDataOptions
        {
            EnhancedSchemaSupport = parsed.GetBoolean(EnhancedSchemaSupportKey),
            GeneralizedSumTypes = parsed.GetBoolean(GeneralizedSumTypesKey),
            ConnectMetaData = parsed.GetBoolean(ConnectMetaDataKey),
            ScrubInvalidNames = parsed.GetBoolean(ScrubInvalidNamesKey),
            IgnoreDefaultForNullables = parsed.GetBoolean(IgnoreDefaultForNullablesKey),
            AllowOptionalMapKeys = parsed.GetBoolean(AllowOptionalMapKeysKey),
            FlattenSingletonUnions = parsed.GetBoolean(FlattenSingletonUnionsKey),
            DiscardTypeDocDefault = parsed.GetBoolean(DiscardTypeDocDefaultKey),
            SchemaCacheSize = Math.Max(1, parsed.GetInt32(SchemaCacheSizeKey)),
        };
    }

    private static void Flag(
        ConfigDef definition, string key, bool @default, string documentation, ConfigImportance importance = ConfigImportance.Medium) =>
        definition.Define(key, ConfigType.Boolean, @default, importance, documentation);
}
