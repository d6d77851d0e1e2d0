using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts one Avro schema, including its parts, to a Connect schema.</summary>
/// <remarks> One instance for each conversion. A record that contains itself becomes a recursive schema. An invalid default is ignored. Corresponds
/// to <c>io.confluent.connect.avro.AvroData.toConnectSchema</c>.
/// </remarks>
/// <param name="options">The mapping options.</param>
/// <param name="nextUnion">Numbers the unions of generalized sum types, for the whole lifetime of a converter.</param>
internal sealed partial class AvroToConnect(AvroDataOptions options, Func<int> nextUnion)
{
    // Limits the expansion of named types: nested references can make the tree practically infinite.
    private const int MaxSchemas = 1_000_000;

    private readonly AvroScrubber _scrubber = new(options.ScrubInvalidNames);
    private readonly Dictionary<AvroRecordSchema, OpenRecord> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(AvroSchema, bool), Schema> _converted = [];
    private int _count;

    /// <summary>Converts a top-level schema. Returns null for the schema of values without a schema.</summary>
    /// <param name="schema">The Avro schema.</param>
    /// <param name="version">The version in the registry, used if the schema has none.</param>
    /// <exception cref="DataException">Connect cannot express the schema, or its properties contradict each other.</exception>
    public Schema Convert(AvroSchema schema, int? version) => Convert(new AvroUse(schema) { Version = version });

    private Schema Convert(AvroUse use)
    {
        AvroDepth.Check();
        if (++_count > MaxSchemas)
            throw new DataException("The Avro schema expands to more than a million parts.");
        if (use.Schema is AvroRecordSchema record && _open.TryGetValue(record, out var open))
        {
            open.IsReferred = true;
            return use.IsOptional ? open.Schema!.AsOptional() : open.Schema!;
        }

        // The numbers of generalized unions distinguish two uses of one record.
        var isPlain = use is { Default: null, Version: null } && (use.Doc is null || !options.DiscardTypeDocDefault) && !options.GeneralizedSumTypes;
        if (isPlain && use.Schema is AvroNamedSchema && _converted.TryGetValue((use.Schema, use.IsOptional), out var known))
            return known;
        var schema = use.Schema is AvroUnionSchema union ? Union(union, use) : Build(use, Type(use.Schema, use));
        if (isPlain && use.Schema is AvroNamedSchema)
            _converted[(use.Schema, use.IsOptional)] = schema;
        return schema;
    }

    private Schema Convert(AvroSchema schema, bool isOptional = false) => Convert(new AvroUse(schema) { IsOptional = isOptional });

    private Schema Build(AvroUse use, SchemaBuilder builder)
    {
        var schema = use.Schema;
        AddDoc(schema, use, builder);
        AddVersion(schema, use, builder);
        AddParameters(schema, builder);
        var hasFieldDefault = use.Default is not null;
        if (hasFieldDefault && !options.DiscardTypeDocDefault && options.ConnectMetaData && schema.Properties.Get(AvroKeys.Default) is null)
            builder.Parameter(AvroKeys.FieldDefaultFlag, "true");
        AddName(schema, builder);
        var built = schema is AvroRecordSchema record && !IsVariant(record) ? Record(record, builder) : builder.Build();
        // Only now: where a record refers to itself it is required, unless that reference says otherwise.
        return WithDefault(use.IsOptional ? built.AsOptional() : built, use);
    }

    private Schema Record(AvroRecordSchema record, SchemaBuilder builder)
    {
        var open = new OpenRecord();
        _open.Add(record, open);
        var recursive = builder.BuildRecursive((_, self) =>
        {
            open.Schema = self;
            foreach (var field in record.Fields)
                builder.Field(field.Name, Field(field));
        });
        _open.Remove(record);
        return open.IsReferred ? recursive : builder.Build();
    }

    private Schema Field(AvroField field)
    {
        var schema = Convert(new AvroUse(field.Schema) { Default = AvroFieldDefault.Read(field), Doc = field.Doc });
        return options.ConnectMetaData && field.Properties.Get(AvroKeys.Parameters) is { Kind: AvroJsonKind.Object } parameters
            ? Overlay(schema, parameters.Members)
            : schema;
    }

    /// <summary>Gives a field's own parameters precedence over those of its type.</summary>
    private Schema Overlay(Schema schema, AvroProperties parameters)
    {
        // A record that is still being converted has no fields to copy; it keeps the parameters of its type.
        if (schema.IsRecursive && _open.Values.Any(open => ReferenceEquals(open.Schema?.AsOptional(), schema.AsOptional())))
            return schema;
        if (parameters.All(parameter => schema.Parameters.TryGetValue(parameter.Key, out var value) && value == Text(parameter.Value)))
            return schema;
        return schema.WithParameters(parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (string?)Text(parameter.Value))));
    }

    private static string Text(AvroJson json) => json.Kind == AvroJsonKind.String ? json.Text : json.ToString();

    private sealed class OpenRecord
    {
        public Schema? Schema { get; set; }

        public bool IsReferred { get; set; }
    }
}
