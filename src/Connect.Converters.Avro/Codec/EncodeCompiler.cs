using System.Runtime.CompilerServices;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Compiles an encoder for values of a Connect schema as an Avro schema: the one converted from it, or one that a registry
/// prescribes.</summary>
/// <remarks> Fields of records are matched by name, never by position. A field that only the Avro schema has gets its default; a field that only the
/// Connect schema has is omitted.
/// </remarks>
internal sealed partial class EncodeCompiler(AvroDataOptions options)
{
    private readonly AvroScrubber _scrubber = new(options.ScrubInvalidNames);
    private readonly Dictionary<(Schema, AvroSchema), AvroEncode> _compiled = new(PairComparer.Instance);

    /// <exception cref="DataException">Values of the Connect schema cannot be encoded as the Avro schema.</exception>
    public AvroEncode Compile(Schema? schema, AvroSchema avro)
    {
        if (schema is null)
            return Anything(avro);

        // A top-level bytes value is written without its length.
        return avro.Type == AvroSchemaType.Bytes ? Bytes(schema, avro, isBare: true) : Node(schema, avro);
    }

    private AvroEncode Node(Schema? schema, AvroSchema avro)
    {
        AvroDepth.Check();
        if (schema is null)
            return Anything(avro);
        if (avro is AvroUnionSchema union)
            return ConnectSchemas.IsUnion(schema) ? Union(schema, union) : Nullable(schema, union);
        return (schema.Type, avro) switch
        {
            (SchemaType.Struct, AvroRecordSchema record) => Struct(schema, record),
            (SchemaType.Array, AvroArraySchema array) => new ArrayEncode(schema, Node(schema.ValueSchema, array.Items)),
            (SchemaType.Map, _) => Map(schema, avro),
            (SchemaType.Bytes, _) => Bytes(schema, avro, isBare: false),
            (SchemaType.String, { Type: AvroSchemaType.String }) => new StringEncode(schema),
            (SchemaType.String, AvroEnumSchema @enum) => new EnumEncode(@enum),
            (SchemaType.Boolean, { Type: AvroSchemaType.Boolean }) => new BooleanEncode(schema),
            (SchemaType.Float32, { Type: AvroSchemaType.Float }) => new FloatEncode(schema),
            (SchemaType.Float64, { Type: AvroSchemaType.Double }) => new DoubleEncode(schema),
            (SchemaType.Float32, { Type: AvroSchemaType.Double }) => new PromotedEncode(schema, avro.Type),
            _ => Integer(schema, avro),
        };
    }

    private static AnythingEncode Anything(AvroSchema avro) => avro.Equals(AvroAnything.Schema) ? AnythingEncode.Instance : throw Unfit(null, avro);

    private static AvroEncode Integer(Schema schema, AvroSchema avro)
    {
        var fits = schema.Type switch
        {
            SchemaType.Int8 or SchemaType.Int16 or SchemaType.Int32 => avro.Type is >= AvroSchemaType.Int and <= AvroSchemaType.Double,
            SchemaType.Int64 => avro.Type is >= AvroSchemaType.Long and <= AvroSchemaType.Double,
            _ => false,
        };
        if (!fits)
            throw Unfit(schema, avro);
        if (avro.Type is AvroSchemaType.Float or AvroSchemaType.Double)
            return new PromotedEncode(schema, avro.Type);
        if (schema.LogicalType != LogicalType.None)
            return new InstantEncode(schema);
        return schema.Type switch
        {
            SchemaType.Int8 => new Int8Encode(schema),
            SchemaType.Int16 => new Int16Encode(schema),
            SchemaType.Int32 => new Int32Encode(schema),
            _ => new Int64Encode(schema),
        };
    }

    private static AvroEncode Bytes(Schema schema, AvroSchema avro, bool isBare)
    {
        if (schema.Type != SchemaType.Bytes || avro.Type is not (AvroSchemaType.Bytes or AvroSchemaType.Fixed))
            throw Unfit(schema, avro);
        var size = (avro as AvroFixedSchema)?.Size;
        return schema.LogicalType == LogicalType.Decimal ? new DecimalEncode(schema, size, isBare) : new BytesEncode(schema, size, isBare);
    }

    private MapEncode Map(Schema schema, AvroSchema avro)
    {
        if (avro is AvroMapSchema map && schema.KeySchema is { Type: SchemaType.String })
            return new MapEncode(schema, null, Node(schema.ValueSchema, map.Values), valueFirst: false);
        if (avro is not AvroArraySchema { Items: AvroRecordSchema { Fields.Count: 2 } entry }
            || entry.Field(AvroKeys.Key) is not { } keys
            || entry.Field(AvroKeys.Value) is not { } values)
        {
            throw Unfit(schema, avro);
        }

        return new MapEncode(
            schema, Node(schema.KeySchema, keys.Schema), Node(schema.ValueSchema, values.Schema), entry.IndexOf(AvroKeys.Value) == 0);
    }

    private StructEncode Struct(Schema schema, AvroRecordSchema record)
    {
        if (_compiled.TryGetValue((schema, record), out var known))
            return (StructEncode)known;
        var node = new StructEncode(schema);
        _compiled.Add((schema, record), node);
        var byName = schema.Fields.ToDictionary(field => _scrubber.Field(field.Name), StringComparer.Ordinal);
        node.SetFields([.. record.Fields.Select(field => Field(schema, byName, record, field))]);
        return node;
    }

    private FieldEncode Field(Schema schema, Dictionary<string, Field> byName, AvroRecordSchema record, AvroField avro)
    {
        if (byName.TryGetValue(avro.Name, out var field))
        {
            var @default = options.IgnoreDefaultForNullables ? null : field.Schema.DefaultValue;
            return new FieldEncode(Node(field.Schema, avro.Schema), field.Index, @default, null);
        }

        if (avro.Default is null)
            throw new DataException($"The Avro record {record.FullName} has the required field '{avro.Name}', which {schema} lacks.");
        return new FieldEncode(AnythingEncode.Instance, -1, null, AvroDefaultBytes.Of(avro));
    }

    private static DataException Unfit(Schema? schema, AvroSchema avro) =>
        new($"Values of {(object?)schema ?? "no schema"} cannot be written as Avro's {avro.FullName}.");

    /// <summary>Compares pairs by reference.</summary>
    private sealed class PairComparer : IEqualityComparer<(Schema, AvroSchema)>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((Schema, AvroSchema) x, (Schema, AvroSchema) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Schema, AvroSchema) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Item1), RuntimeHelpers.GetHashCode(obj.Item2));
    }
}
