using Avro.Generic;
using Avro.IO;
using Connect.Converters.Avro.Schemas;
using Connect.Data;
using CsCheck;

namespace Connect.Converters.Avro.Tests;

/// <summary>Apache.Avro as a second opinion on plain data: it reads what we write, and we read what it writes.</summary>
public sealed class ApacheAvroComparisonTests
{
    private static readonly Schema Plain = SchemaBuilder.Struct().Name("a.Plain")
        .Field("i", Schema.Int32)
        .Field("l", Schema.Int64)
        .Field("f", Schema.Float32)
        .Field("d", Schema.Float64)
        .Field("b", Schema.Boolean)
        .Field("s", Schema.String)
        .Field("y", Schema.Bytes)
        .Field("o", Schema.OptionalInt64)
        .Field("list", SchemaBuilder.Array(Schema.OptionalString).Build())
        .Field("map", SchemaBuilder.Map(Schema.String, Schema.Float64).Build())
        .Field("inner", SchemaBuilder.Struct().Name("a.Inner").Field("x", Schema.Int32).Build())
        .Build();

    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 80];

    private static readonly Gen<Struct> Values =
        from numbers in Gen.Select(Gen.Int, Gen.Long, Gen.Single, Gen.Double)
        from flag in Gen.Bool
        from text in Text
        from bytes in Gen.Byte.Array[0, 40]
        from optional in Gen.Long.Nullable()
        from list in Gen.Frequency((3, Text), (1, Gen.Const((string)null!))).Array[0, 6]
        from map in Gen.Dictionary(Text, Gen.Double)[0, 6]
        from inner in Gen.Int
        select new Struct(Plain)
        {
            ["i"] = numbers.Item1,
            ["l"] = numbers.Item2,
            ["f"] = numbers.Item3,
            ["d"] = numbers.Item4,
            ["b"] = flag,
            ["s"] = text,
            ["y"] = bytes,
            ["o"] = optional,
            ["list"] = list.Cast<object?>().ToArray(),
            ["map"] = new ConnectMap(map.Select(entry => KeyValuePair.Create((object)entry.Key, (object?)entry.Value))),
            ["inner"] = new Struct(Plain.Field("inner")!.Schema) { ["x"] = inner },
        };

    private readonly AvroData _data = new();

    [Test]
    public void Apache_Avro_reads_what_we_write_and_writes_it_again_byte_for_byte()
    {
        var avro = _data.FromConnectSchema(Plain);
        var apache = global::Avro.Schema.Parse(avro.ToString());
        var (reader, writer) = (new GenericDatumReader<GenericRecord>(apache, apache), new GenericDatumWriter<GenericRecord>(apache));
        var (encoder, decoder) = (_data.Encoder(Plain), _data.Decoder(avro));

        Values.Sample(
            value =>
            {
                var bytes = encoder.Encode(value)!;
                using var input = new MemoryStream(bytes);
                var record = reader.Read(null!, new BinaryDecoder(input));
                using var output = new MemoryStream();
                writer.Write(record, new BinaryEncoder(output));

                // Apache.Avro's maps have an order of their own.
                var again = decoder.Read(output.ToArray()).Value;
                return input.Position == bytes.Length && output.Length == bytes.Length && value.Equals(again)
                    && value.Equals(decoder.Read(bytes).Value);
            },
            iter: 300);
    }

    [Test]
    public void Both_print_one_canonical_meaning()
    {
        foreach (var text in AvroSamples.Schemas)
        {
            // It does not know fixed types of no bytes, and keeps logical types out of the canonical form in its own way.
            if (text.Contains("\"logicalType\"", StringComparison.Ordinal) || text.Contains("\"size\":0", StringComparison.Ordinal))
                continue;
            var ours = global::Avro.Schema.Parse(AvroSchema.Parse(text).ToString());

            Assert.That(
                global::Avro.SchemaNormalization.ToParsingForm(ours),
                Is.EqualTo(global::Avro.SchemaNormalization.ToParsingForm(global::Avro.Schema.Parse(text))));
        }
    }
}
