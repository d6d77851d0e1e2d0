using System.Numerics;
using Connect.Data;
using CsCheck;

namespace Connect.Converters.Tests.Json;

/// <summary>Random schemas and values of them.</summary>
internal static class RandomData
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char['a', 'z'], 0, 12],
        Gen.String[Gen.Char['\0', '\u00FF'], 0, 12],
        // Half a surrogate pair in a map's key is written, but not read back: Kafka Connect's reader refuses it in names.
        Gen.String[Gen.Char['\u0080', '\uFFFF'], 0, 12].Select(text => string.Concat(text.Where(c => !char.IsSurrogate(c)))),
        Any("", "null", "\uD83D\uDE00", "\"\\", "NaN"));

    /// <summary>A schema with a value of it.</summary>
    public static Gen<(Schema Schema, object? Value)> SchemasWithValues { get; } = Schemas(3)
        .SelectMany(schema => Values(schema).Select(value => (schema, value)));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<Schema> Schemas(int depth) =>
        Gen.Select(Types(depth), Gen.Bool, (schema, optional) => optional ? schema.AsOptional() : schema);

    private static Gen<Schema> Types(int depth)
    {
        var simple = Gen.OneOf(
            Any(Schema.Int8, Schema.Int16, Schema.Int32, Schema.Int64, Schema.Float32, Schema.Float64, Schema.Boolean, Schema.String, Schema.Bytes),
            Any(LogicalTypes.Date, LogicalTypes.Time, LogicalTypes.Timestamp),
            Gen.Int[-3, 12].Select(LogicalTypes.Decimal),
            Texts.Select(doc => SchemaBuilder.Int32().Doc(doc).Name("n").Version(2).Parameter("p", doc).Default(doc.Length).Build()));
        if (depth == 0)
            return simple;
        return Gen.OneOf(
            simple,
            Schemas(depth - 1).Select(elements => SchemaBuilder.Array(elements).Build()),
            Schemas(depth - 1).Select(values => SchemaBuilder.Map(Schema.String, values).Build()),
            Gen.Select(Any(Schema.Int32, Schema.Boolean, LogicalTypes.Date), Schemas(depth - 1), (keys, values) =>
                SchemaBuilder.Map(keys, values).Build()),
            Schemas(depth - 1).List[0, 6].Select(Struct));
    }

    private static Schema Struct(List<Schema> fields)
    {
        var builder = SchemaBuilder.Struct().Name("com.example.S");
        for (var i = 0; i < fields.Count; i++)
            builder.Field($"f{i}ä\"", fields[i]);
        return builder.Build();
    }

    private static Gen<object?> Values(Schema schema)
    {
        var values = schema.LogicalType switch
        {
            LogicalType.Decimal => Decimals(DecimalLogicalType.Scale(schema)),
            LogicalType.Date => Gen.Int[-100_000, 100_000].Select(days => ConnectInstant.ToDate(days * 86_400_000L)),
            LogicalType.Time => Gen.Int[0, 86_400_000].Select(time => ConnectInstant.ToTime(time)),
            LogicalType.Timestamp => Gen.Long[-1L << 50, 1L << 50].Select(ConnectInstant.ToTimestamp),
            _ => ValuesOfType(schema),
        };
        // Null stands for the default where there is one, and so does not come back.
        return schema.IsOptional && schema.DefaultValue is null
            ? Gen.Frequency((4, values.Select(value => (object?)value)), (1, Gen.Const((object?)null)))
            : values.Select(value => (object?)value);
    }

    private static Gen<object> Decimals(int scale) =>
        Gen.OneOf(Gen.Long.Select(number => new BigInteger(number)), Gen.Byte.Array[1, 40].Select(bytes => new BigInteger(bytes)))
            .Select(number => (object)new ConnectDecimal(number, scale));

    private static Gen<object> ValuesOfType(Schema schema) => schema.Type switch
    {
        SchemaType.Int8 => Gen.SByte.Select(value => (object)value),
        SchemaType.Int16 => Gen.Short.Select(value => (object)value),
        SchemaType.Int32 => Gen.Int.Select(value => (object)value),
        SchemaType.Int64 => Gen.Long.Select(value => (object)value),
        SchemaType.Float32 => Gen.Float.Where(IsReadBack).Select(value => (object)value),
        SchemaType.Float64 => Gen.Double.Where(IsReadBack).Select(value => (object)value),
        SchemaType.Boolean => Gen.Bool.Select(value => (object)value),
        SchemaType.String => Texts.Select(value => (object)value),
        SchemaType.Bytes => Gen.Byte.Array[0, 20].Select(value => (object)value),
        SchemaType.Array => Values(schema.ValueSchema!).List[0, 4].Select(value => (object)value),
        SchemaType.Map => Gen.Select(Values(schema.KeySchema!), Values(schema.ValueSchema!)).List[0, 4].Select(Map),
        _ => Fields(schema).Select(value => (object)value),
    };

    // NaN and infinities are written as texts, which read as 0; a negative zero reads as zero. That is how Kafka Connect has it.
    private static bool IsReadBack(double value) => double.IsFinite(value) && !(value == 0 && double.IsNegative(value));

    private static bool IsReadBack(float value) => IsReadBack((double)value);

    private static object Map(List<(object? Key, object? Value)> entries)
    {
        var map = new ConnectMap();
        foreach (var (key, value) in entries)
            map[key!] = value;
        return map;
    }

    private static Gen<Struct> Fields(Schema schema) => schema.Fields.Aggregate(
        Gen.Const(0).Select(_ => new Struct(schema)),
        (structs, field) => Gen.Select(structs, Values(field.Schema), (value, fieldValue) => value.Put(field, fieldValue)));
}
