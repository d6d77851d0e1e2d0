using System.Text;
using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests;

/// <summary>Schemas with a bit of everything, and data for them.</summary>
internal static class AvroSamples
{
    public static IReadOnlyList<string> Schemas { get; } =
    [
        """{"type":"record","name":"Plain","fields":[{"name":"a","type":"int"},{"name":"b","type":"long"},{"name":"c","type":"float"},{"name":"d","type":"double"},{"name":"e","type":"boolean"},{"name":"f","type":"string"},{"name":"g","type":"bytes"}]}""",
        """{"type":"record","name":"R","namespace":"a.b","doc":"d","fields":[{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B","C"],"default":"A"}},{"name":"f","type":{"type":"fixed","name":"F","size":4}},{"name":"again","type":"E","default":"B"},{"name":"n","type":["null","F"],"default":null}]}""",
        """{"type":"record","name":"Node","fields":[{"name":"value","type":"string"},{"name":"next","type":["null","Node"],"default":null},{"name":"children","type":{"type":"array","items":"Node"}},{"name":"named","type":{"type":"map","values":"Node"}}]}""",
        """{"type":"array","items":{"type":"map","values":["null","int","string",{"type":"array","items":"long"}]}}""",
        """{"type":"record","name":"Logical","fields":[{"name":"d","type":{"type":"int","logicalType":"date"}},{"name":"t","type":{"type":"int","logicalType":"time-millis"}},{"name":"ts","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"n","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},{"name":"x","type":{"type":"fixed","name":"X","size":8,"logicalType":"decimal","precision":18,"scale":3}}]}""",
        """{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":["null","string"]}]}}""",
        """{"type":"array","items":{"type":"fixed","name":"Empty","size":0}}""",
        """{"type":"array","items":{"type":"record","name":"Nothing","fields":[]}}""",
        """{"type":"map","values":{"type":"record","name":"Wide","fields":[{"name":"a","type":["null","int"],"default":null},{"name":"b","type":["int","null"],"default":3,"connect.parameters":{"p":"q"}},{"name":"c","type":{"type":"string","connect.default":"x","connect.name":"n.S","connect.version":2}}]}}""",
        """{"type":"record","name":"Anything","namespace":"io.confluent.connect.avro","fields":[{"name":"boolean","type":["null","boolean"],"default":null},{"name":"bytes","type":["null","bytes"],"default":null},{"name":"double","type":["null","double"],"default":null},{"name":"float","type":["null","float"],"default":null},{"name":"int","type":["null","int"],"default":null},{"name":"long","type":["null","long"],"default":null},{"name":"string","type":["null","string"],"default":null},{"name":"array","type":["null",{"type":"array","items":"Anything"}],"default":null},{"name":"map","type":["null",{"type":"array","items":{"type":"record","name":"MapEntry","fields":[{"name":"key","type":"Anything"},{"name":"value","type":"Anything"}]}}],"default":null}]}""",
        """{"type":"record","name":"D0","fields":[{"name":"a","type":{"type":"record","name":"D1","fields":[{"name":"a","type":{"type":"record","name":"D2","fields":[{"name":"a","type":{"type":"fixed","name":"Z","size":0}},{"name":"b","type":"Z"}]}},{"name":"b","type":"D2"}]}},{"name":"b","type":"D1"}]}""",
        "\"bytes\"",
        """["null",{"type":"string","avro.java.string":"String"}]""",
    ];

    public static AvroDataOptions Options(Random random) => new()
    {
        EnhancedSchemaSupport = random.Next(2) == 0,
        GeneralizedSumTypes = random.Next(4) == 0,
        ConnectMetaData = random.Next(4) != 0,
        ScrubInvalidNames = random.Next(4) == 0,
        DiscardTypeDocDefault = random.Next(6) == 0,
        FlattenSingletonUnions = random.Next(6) != 0,
        IgnoreDefaultForNullables = random.Next(4) == 0,
        AllowOptionalMapKeys = random.Next(4) == 0,
    };

    /// <summary>Data that fits the schema; the bytes of a whole datum have no length.</summary>
    public static byte[] Payload(Random random, AvroSchema schema)
    {
        var output = new AvroOutput();
        if (schema.Type == AvroSchemaType.Bytes)
            output.Raw(Bytes(random, random.Next(20)));
        else
            Write(random, output, schema, 0);
        return output.Written.ToArray();
    }

    /// <summary>Flips, drops, repeats and inserts bytes, large numbers among them.</summary>
    public static byte[] Damage(Random random, byte[] data)
    {
        var damaged = new List<byte>(data);
        for (var changes = random.Next(0, 5); changes > 0; changes--)
        {
            var at = random.Next(damaged.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < damaged.Count:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < damaged.Count:
                    damaged.RemoveRange(at, random.Next(damaged.Count - at) + 1);
                    break;
                case 2:
                    damaged.InsertRange(at, [0xFF, 0xFF, 0xFF, 0xFF, (byte)random.Next(256), (byte)random.Next(16)]);
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(0, Math.Min(damaged.Count, random.Next(16))));
                    break;
                default:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. damaged];
    }

    private static void Write(Random random, AvroOutput output, AvroSchema schema, int depth)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in depth > 20 ? [] : record.Fields)
                    Write(random, output, field.Schema, depth + 1);
                break;
            case AvroUnionSchema union:
                var branch = depth > 6 ? Math.Max(0, union.NullIndex) : random.Next(union.Branches.Count);
                output.Long(branch);
                if (union.Branches.Count > 0)
                    Write(random, output, union.Branches[branch], depth + 1);
                break;
            case AvroArraySchema array:
                Blocks(random, output, depth, () => Write(random, output, array.Items, depth + 1));
                break;
            case AvroMapSchema map:
                Blocks(random, output, depth, () =>
                {
                    output.String(Text(random));
                    Write(random, output, map.Values, depth + 1);
                });
                break;
            case AvroEnumSchema @enum:
                output.Long(random.Next(Math.Max(1, @enum.Symbols.Count)));
                break;
            case AvroFixedSchema @fixed:
                output.Raw(Bytes(random, Math.Min(@fixed.Size, 100)));
                break;
            default:
                Primitive(random, output, schema.Type);
                break;
        }
    }

    private static void Primitive(Random random, AvroOutput output, AvroSchemaType type)
    {
        switch (type)
        {
            case AvroSchemaType.Boolean:
                output.Boolean(random.Next(2) == 0);
                break;
            case AvroSchemaType.Int:
                output.Long(random.Next(10) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(86_400_000));
                break;
            case AvroSchemaType.Long:
                output.Long(random.NextInt64(long.MinValue, long.MaxValue));
                break;
            case AvroSchemaType.Float:
                output.Float(random.NextSingle());
                break;
            case AvroSchemaType.Double:
                output.Double(random.NextDouble());
                break;
            case AvroSchemaType.Bytes:
                output.Bytes(Bytes(random, random.Next(1, 12)));
                break;
            case AvroSchemaType.String:
                output.String(Text(random));
                break;
        }
    }

    private static void Blocks(Random random, AvroOutput output, int depth, Action item)
    {
        var count = depth > 6 ? 0 : random.Next(4);
        if (count > 0)
            output.Long(count);
        for (; count > 0; count--)
            item();
        output.Byte(0);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(6); length > 0; length--)
            text.Append((char)random.Next('a', random.Next(5) == 0 ? 0x2000 : 'z'));
        return text.ToString();
    }
}
