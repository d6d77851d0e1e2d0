using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts one Connect schema, including its parts, to an Avro schema.</summary>
/// <remarks> One instance for each conversion. Each later use of a required schema is the same Avro object; a struct that contains itself becomes a
/// reference to itself. Properties are added to the type, never to the union that makes it optional. Corresponds to
/// <c>io.confluent.connect.avro.AvroData.fromConnectSchema</c>.
/// </remarks>
internal sealed partial class ConnectToAvro(AvroDataOptions options)
{
    private readonly AvroScrubber _scrubber = new(options.ScrubInvalidNames);
    private readonly ConnectDefaults _defaults = new(options);
    private readonly Dictionary<Schema, AvroSchema> _converted = [];
    private readonly Dictionary<string, (Schema Schema, AvroRecordSchema Record)> _structs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenNames = new(StringComparer.Ordinal);
    private int _unnamed;

    /// <exception cref="DataException">Avro cannot express the schema.</exception>
    public AvroSchema Convert(Schema? schema)
    {
        var converted = Convert(schema, ignoreOptional: false);
        return AvroNameClashes.Check(converted, options.ConnectMetaData) ? AvroSchema.Parse(converted.ToString()) : converted;
    }

    private AvroSchema Convert(Schema? schema, bool ignoreOptional)
    {
        AvroDepth.Check();
        if (schema is null)
            return AvroAnything.Schema;
        var isUnion = ConnectSchemas.IsUnion(schema);
        if (!isUnion && !schema.IsOptional && _converted.TryGetValue(schema, out var known))
            return known;
        var type = Type(schema);
        if (type is not AvroUnionSchema)
        {
            AddProperties(schema, type);
            if (!ignoreOptional && schema.IsOptional)
                type = Optional(schema, type);
        }

        if (!schema.IsOptional)
            _converted[schema] = type;
        return type;
    }

    /// <summary>Converts a part that may refer to a struct whose fields are being converted.</summary>
    private AvroSchema ConvertPart(Schema? schema, bool ignoreOptional = false)
    {
        if (schema?.Name is null
            || schema.Type != SchemaType.Struct
            || !_structs.TryGetValue(schema.Name, out var open)
            || open.Schema != schema.AsRequired())
        {
            return Convert(schema, ignoreOptional);
        }

        return schema.IsOptional && !ignoreOptional ? Optional(schema, open.Record) : open.Record;
    }

    private static AvroUnionSchema Optional(Schema schema, AvroSchema type)
    {
        var @null = new AvroPrimitiveSchema(AvroSchemaType.Null);
        return new AvroUnionSchema(schema.DefaultValue is null ? [@null, type] : [type, @null]);
    }

    private AvroName NameOf(Schema schema)
    {
        var name = UncheckedNameOf(schema);
        AvroName.Valid(name.Name);
        return name;
    }

    private AvroName UncheckedNameOf(Schema schema)
    {
        if (schema.Name is not null)
            return _scrubber.Split(schema.Name);
        _unnamed++;
        return new AvroName(_unnamed == 1 ? AvroKeys.DefaultName : $"{AvroKeys.DefaultName}{_unnamed}", AvroKeys.Namespace);
    }
}
