using System.Runtime.CompilerServices;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Compiles a decoder for data that was written with one Avro schema and is read with another, to values of the reader's Connect
/// schema.</summary>
/// <remarks>Resolves schemas as Avro for Java does: promotions, aliases, defaults, unions, enums.</remarks>
internal sealed partial class DecodeCompiler(AvroDataOptions options)
{
    private readonly AvroMinSize _minSize = new();
    private readonly Dictionary<AvroSchema, AvroSkip> _skips = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(AvroSchema, AvroSchema, Schema), AvroDecode> _compiled = new(KeyComparer.Instance);

    /// <exception cref="DataException">No data of the writer's schema can be read with the reader's schema.</exception>
    public AvroDecode Compile(AvroSchema writer, AvroSchema reader, Schema? schema)
    {
        if (schema is null)
            return AnythingDecode.Instance;

        CheckLogicalType(schema);

        // A top-level bytes value is written without its length.
        return writer.Type == AvroSchemaType.Bytes && reader.Type == AvroSchemaType.Bytes
            ? Bytes(schema, null, isBare: true)
            : Node(writer, reader, schema);
    }

    private AvroDecode Node(AvroSchema writer, AvroSchema reader, Schema schema)
    {
        AvroDepth.Check();
        CheckLogicalType(schema);
        if (writer is AvroUnionSchema written)
            return new UnionDecode([.. written.Branches.Select(branch => Part(branch, reader, schema))]);
        if (reader is AvroUnionSchema union)
            return ReaderUnion(writer, union, schema);
        return (writer, reader) switch
        {
            (AvroRecordSchema from, AvroRecordSchema to) => Record(from, to, schema),
            (AvroArraySchema from, AvroArraySchema to) => Array(from, to, schema),
            (AvroMapSchema from, AvroMapSchema to) => new MapDecode(Part(from.Values, to.Values, schema.ValueSchema!), 1 + _minSize.Of(from.Values)),
            (AvroEnumSchema from, AvroEnumSchema to) when AvroAliases.SameShortName(from, to) => Enum(from, to),
            (AvroFixedSchema from, AvroFixedSchema to) when AvroAliases.SameShortName(from, to) && from.Size == to.Size =>
                Bytes(schema, from.Size, isBare: false),
            _ => Primitive(writer, reader, schema),
        };
    }

    /// <summary>A mismatch is an error only for data that contains it: a collection may be empty, or another branch written.</summary>
    private AvroDecode Part(AvroSchema writer, AvroSchema reader, Schema schema)
    {
        try
        {
            return Node(writer, reader, schema);
        }
        catch (DataException e)
        {
            return new ErrorDecode(e.Message);
        }
    }

    private static AvroDecode Primitive(AvroSchema writer, AvroSchema reader, Schema schema)
    {
        var written = writer.Type;
        switch (reader.Type)
        {
            case AvroSchemaType.Null when written == AvroSchemaType.Null:
                return NullDecode.Instance;
            case AvroSchemaType.Boolean when written == AvroSchemaType.Boolean:
                return BooleanDecode.Instance;
            case AvroSchemaType.Int when written == AvroSchemaType.Int:
            case AvroSchemaType.Long when written is AvroSchemaType.Int or AvroSchemaType.Long:
                return schema.LogicalType == LogicalType.None
                    ? new IntegerDecode(schema.Type, written == AvroSchemaType.Long)
                    : new InstantDecode(schema.LogicalType, written == AvroSchemaType.Long);
            case AvroSchemaType.Float when written is AvroSchemaType.Int or AvroSchemaType.Long or AvroSchemaType.Float:
                return new FloatDecode(written);
            case AvroSchemaType.Double when written is AvroSchemaType.Int or AvroSchemaType.Long or AvroSchemaType.Float or AvroSchemaType.Double:
                return new DoubleDecode(written);
            case AvroSchemaType.String when written is AvroSchemaType.String or AvroSchemaType.Bytes:
                return StringDecode.Instance;
            case AvroSchemaType.Bytes when written is AvroSchemaType.String or AvroSchemaType.Bytes:
                return Bytes(schema, null, isBare: false);
            default:
                throw new DataException($"Avro data of {writer.FullName} cannot be read as {reader.FullName}.");
        }
    }

    private static AvroDecode Bytes(Schema schema, int? size, bool isBare) =>
        schema.LogicalType == LogicalType.Decimal ? new DecimalDecode(schema, size, isBare) : new BytesDecode(size, isBare);

    private static EnumDecode Enum(AvroEnumSchema writer, AvroEnumSchema reader) =>
        new([.. writer.Symbols.Select(symbol => reader.IndexOf(symbol) >= 0 ? symbol : reader.Default)], writer.FullName);

    private AvroDecode Array(AvroArraySchema writer, AvroArraySchema reader, Schema schema)
    {
        var itemSize = _minSize.Of(writer.Items);
        if (schema.Type != SchemaType.Map)
            return new ArrayDecode(Part(writer.Items, reader.Items, schema.ValueSchema!), itemSize);
        if (writer.Items is not AvroRecordSchema from)
            throw new DataException($"Avro data of {writer.Items.FullName} cannot be read as the entries of a map.");
        return new EntriesDecode(Entry(from, (AvroRecordSchema)reader.Items, schema), itemSize);
    }

    /// <summary>The property <c>connect.name</c> may give any type the name of a logical type.</summary>
    private static void CheckLogicalType(Schema schema)
    {
        var expected = schema.LogicalType switch
        {
            LogicalType.Decimal => SchemaType.Bytes,
            LogicalType.Timestamp => SchemaType.Int64,
            LogicalType.None => schema.Type,
            _ => SchemaType.Int32,
        };
        if (schema.Type != expected)
            throw new DataException($"The logical type {schema.LogicalType} cannot have the type {schema.Type}.");
    }

    /// <summary>Compares by reference.</summary>
    private sealed class KeyComparer : IEqualityComparer<(AvroSchema, AvroSchema, Schema)>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals((AvroSchema, AvroSchema, Schema) x, (AvroSchema, AvroSchema, Schema) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2) && ReferenceEquals(x.Item3, y.Item3);

        public int GetHashCode((AvroSchema, AvroSchema, Schema) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Item1), RuntimeHelpers.GetHashCode(obj.Item2), RuntimeHelpers.GetHashCode(obj.Item3));
    }
}
