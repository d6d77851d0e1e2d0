using System.Buffers;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>What the golden cases leave open: clashes, recursion, unions with null, schemas that a registry prescribes, caches.</summary>
public sealed class AvroDataTests
{
    private static readonly Schema Tree = SchemaBuilder.Struct().Name("t.Tree").BuildRecursive((builder, self) => builder
        .Field("name", Schema.String)
        .Field("left", self.AsOptional())
        .Field("children", SchemaBuilder.Array(self).Optional().Build())
        .Field("byNumber", SchemaBuilder.Map(Schema.Int32, self).Optional().Build()));

    [Test]
    public void A_recursive_schema_goes_to_Avro_and_back()
    {
        var data = new AvroData();
        var avro = data.FromConnectSchema(Tree);

        var back = data.ToConnectSchema(AvroSchema.Parse(avro.ToString()));

        Assert.That(back, Is.EqualTo(Tree));
    }

    [Test]
    public void A_tree_goes_to_Avro_and_back()
    {
        var data = new AvroData();
        var leaf = new Struct(Tree) { ["name"] = "leaf" };
        var left = new Struct(Tree.AsOptional()) { ["name"] = "left" };
        var root = new Struct(
            Tree)
        { ["name"] = "root", ["left"] = left, ["children"] = new object?[] { leaf, leaf }, ["byNumber"] = new ConnectMap { [7] = leaf } };

        var bytes = data.Encoder(Tree).Encode(root);

        var read = data.Decoder(data.FromConnectSchema(Tree)).Read(bytes);
        Assert.That(read.Value, Is.EqualTo(root));
    }

    [TestCase("""{"type":"long","logicalType":"timestamp-millis"}""")]
    [TestCase("""{"type":"int","logicalType":"date"}""")]
    [TestCase("""{"type":"int","logicalType":"time-millis"}""")]
    [TestCase("""{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}""")]
    [TestCase("""["null",{"type":"long","logicalType":"timestamp-millis"}]""")]
    public void A_logical_type_may_be_any_version_of_its_subject(string avro) =>
        Assert.That(new AvroData().ToConnectSchema(AvroSchema.Parse(avro), version: 2)!.Version, Is.EqualTo(1));

    [Test]
    public void A_version_in_the_schema_cannot_contradict_its_logical_type() =>
        Assert.That(
            () => new AvroData().ToConnectSchema(
                AvroSchema.Parse("""{"type":"long","logicalType":"timestamp-millis","connect.version":2}"""), version: 3),
            Throws.TypeOf<DataException>().With.Message.Contains("version 2"));

    [Test]
    public void Two_unnamed_maps_of_different_types_would_share_a_name()
    {
        var schema = SchemaBuilder.Struct().Name("q.M")
            .Field("a", SchemaBuilder.Map(Schema.Int32, Schema.Int32).Build())
            .Field("b", SchemaBuilder.Map(Schema.Int64, Schema.String).Build())
            .Build();

        Assert.That(() => new AvroData().FromConnectSchema(schema), Throws.TypeOf<DataException>().With.Message.Contains("MapEntry"));
    }

    [Test]
    public void Two_unnamed_maps_of_one_type_may_share_a_name()
    {
        var map = SchemaBuilder.Map(Schema.Int32, Schema.String);
        var schema = SchemaBuilder.Struct().Name("q.M").Field("a", map.Build()).Field("b", map.Optional().Build()).Build();
        var data = new AvroData();
        var value = new Struct(schema) { ["a"] = new ConnectMap { [1] = "x" }, ["b"] = new ConnectMap { [2] = "y" } };

        Assert.That(data.Decoder(data.FromConnectSchema(schema)).Read(data.Encoder(schema).Encode(value)).Value, Is.EqualTo(value));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Fixed_decimals_of_one_size_and_two_scales_need_the_metadata(bool metaData)
    {
        var schema = SchemaBuilder.Struct().Name("bank.Two").Field("a", Fixed(2)).Field("b", Fixed(3)).Build();
        var data = new AvroData(new AvroDataOptions { ConnectMetaData = metaData });
        if (!metaData)
        {
            Assert.That(() => data.FromConnectSchema(schema), Throws.TypeOf<DataException>());
            return;
        }

        var value = new Struct(schema) { ["a"] = 1.25m, ["b"] = 1.250m };
        var read = data.Decoder(AvroSchema.Parse(data.FromConnectSchema(schema).ToString())).Read(data.Encoder(schema).Encode(value));
        Assert.That(((Struct)read.Value!)["b"], Is.EqualTo((ConnectDecimal)1.250m));
    }

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void Every_branch_of_a_union_with_null_goes_both_ways(bool enhanced, bool generalized)
    {
        var data = new AvroData(new AvroDataOptions { EnhancedSchemaSupport = enhanced, GeneralizedSumTypes = generalized });
        var avro = AvroSchema.Parse(
            """["null","int",{"type":"record","name":"a.R","fields":[{"name":"x","type":"int"}]},{"type":"fixed","name":"a.F","size":2},{"type":"array","items":"int"},{"type":"map","values":"int"},"string"]""");
        var encoder = data.Encoder(data.ToConnectSchema(avro));
        foreach (var bytes in new byte[][] { [2, 5], [4, 6], [6, 1, 2], [8, 2, 2, 0], [10, 2, 2, 97, 3, 0], [12, 2, 97] })
        {
            var read = data.Decoder(avro).Read(bytes);
            Assert.That(encoder.Encode(read.Value), Is.EqualTo(bytes));
        }

        Assert.That(data.Decoder(avro).Read([0]).Value, Is.Null);
    }

    [Test]
    public void A_union_without_a_value_is_null()
    {
        var data = new AvroData();
        var union = SchemaBuilder.Struct().Name("io.confluent.connect.avro.Union").Optional().Field("int", Schema.OptionalInt32)
            .Field("string", Schema.OptionalString).Build();

        Assert.That(data.Encoder(union).Encode(new Struct(union)), Is.Null);
        Assert.That(data.Encoder(SchemaBuilder.Array(union).Build()).Encode(new object?[] { new Struct(union) }), Is.EqualTo(new byte[] { 2, 0, 0 }));
        Assert.That(() => data.Encoder(union.AsRequired()).Encode(new Struct(union.AsRequired())), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_prescribed_schema_takes_fields_by_name_and_defaults_for_the_rest()
    {
        var schema = SchemaBuilder.Struct().Name("MySchema").Field("foo", Schema.String).Field("id", Schema.String).Field("n", Schema.Int32).Build();
        var latest =
            AvroSchema.Parse(
                """{"type":"record","name":"MySchema","fields":[{"name":"id","type":["null","string"]},{"name":"more","type":"int","default":3},{"name":"n","type":"long"}]}""");
        var value = new Struct(schema) { ["foo"] = "123", ["id"] = "456", ["n"] = 1 };

        Assert.That(new AvroData().Encoder(schema, latest).Encode(value), Is.EqualTo(Convert.FromHexString("0206343536" + "06" + "02")));
    }

    [TestCase("""{"type":"record","name":"MySchema","fields":[{"name":"other","type":"string"}]}""")]
    [TestCase("""{"type":"record","name":"MySchema","fields":[{"name":"id","type":"int"}]}""")]
    [TestCase("\"string\"")]
    public void A_prescribed_schema_that_does_not_fit_is_an_error(string latest)
    {
        var schema = SchemaBuilder.Struct().Name("MySchema").Field("id", Schema.String).Build();

        Assert.That(() => new AvroData().Encoder(schema, AvroSchema.Parse(latest)), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Null_is_a_tombstone_for_an_optional_schema_and_an_error_for_a_required_one()
    {
        var data = new AvroData();

        Assert.That(data.Encoder(Schema.OptionalString).Encode(null), Is.Null);
        Assert.That(data.Encoder(null).Encode(null), Is.Null);
        Assert.That(() => data.Encoder(Schema.String).Encode(null), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_value_can_be_written_after_other_bytes_and_after_a_failure()
    {
        var encoder = new AvroData().Encoder(Schema.String);
        var buffer = new ArrayBufferWriter<byte>();

        Assert.That(() => encoder.Write(17, buffer), Throws.TypeOf<DataException>());
        Assert.That(buffer.WrittenCount, Is.Zero);
        Assert.That(encoder.Write("hi", buffer), Is.True);
        Assert.That(buffer.WrittenSpan.ToArray(), Is.EqualTo(new byte[] { 4, 104, 105 }));
        Assert.That(encoder.Encode("hi", [9, 9]), Is.EqualTo(new byte[] { 9, 9, 4, 104, 105 }));
    }

    [Test]
    public void Text_of_every_length_and_kind_is_written_as_UTF_8()
    {
        var data = new AvroData();
        var (encoder, decoder) = (data.Encoder(Schema.String), data.Decoder(data.FromConnectSchema(Schema.String)));
        foreach (var unit in new[] { "a", "ü", "語", "\U0001F600" })
        {
            for (var length = 0; length < 140; length++)
            {
                var text = string.Concat(Enumerable.Repeat(unit, length));
                Assert.That(decoder.Read(encoder.Encode(text)).Value ?? "", Is.EqualTo(text));
            }

            var longText = string.Concat(Enumerable.Repeat(unit, 100_000));
            Assert.That(decoder.Read(encoder.Encode(longText)).Value, Is.EqualTo(longText));
        }

        Assert.That(encoder.Encode("a\ud800b"), Is.EqualTo(new byte[] { 6, (byte)'a', (byte)'?', (byte)'b' }), "half a surrogate pair");
    }

    [Test]
    public void Values_without_a_schema_go_both_ways()
    {
        var data = new AvroData();
        var value = new ConnectMap
        {
            ["list"] = new object?[] { 1, 2L, 1.5f, 2.5, true, null, "text" },
            [3] = new ConnectMap { ["x"] = null },
        };

        var read = data.Decoder(data.FromConnectSchema(null)).Read(data.Encoder(null).Encode(value));

        Assert.That(read.Schema, Is.Null);
        Assert.That(read.Value, Is.EqualTo(value).Using<object?>(ValueEqualityComparer.Java));
    }

    [Test]
    public void Values_without_a_schema_know_neither_bytes_nor_dates()
    {
        var encoder = new AvroData().Encoder(null);

        Assert.That(() => encoder.Encode(new byte[1]), Throws.TypeOf<DataException>());
        Assert.That(() => encoder.Encode(new DateOnly(2020, 1, 1)), Throws.TypeOf<DataException>());
    }

    [Test]
    public void What_was_converted_is_kept_up_to_a_limit()
    {
        var data = new AvroData(new AvroDataOptions { SchemaCacheSize = 2 });
        var first = data.FromConnectSchema(Schema.Int8);

        Assert.That(data.FromConnectSchema(SchemaBuilder.Int8().Build()), Is.SameAs(first));
        data.FromConnectSchema(Schema.Int16);
        data.FromConnectSchema(Schema.Int32);
        Assert.That(data.FromConnectSchema(Schema.Int8), Is.Not.SameAs(first).And.EqualTo(first));
    }

    [Test]
    public void Writers_and_readers_are_shared_by_threads()
    {
        var data = new AvroData();
        var schema = SchemaBuilder.Struct().Field("m", SchemaBuilder.Map(Schema.String, Schema.Int64).Build()).Field("s", Schema.String).Build();
        var (encoder, decoder) = (data.Encoder(schema), data.Decoder(data.FromConnectSchema(schema)));

        Parallel.For(0, 2_000, i =>
        {
            var value = new Struct(schema) { ["m"] = new ConnectMap { [$"key{i % 100}"] = (long)i }, ["s"] = new string('x', i % 300) };
            Assert.That(((Struct)decoder.Read(encoder.Encode(value)).Value!).ToString(), Is.EqualTo(value.ToString()));
        });
    }

    private static Schema Fixed(int scale) =>
        DecimalLogicalType.Builder(scale).Parameter("connect.decimal.precision", "8").Parameter("connect.fixed.size", "4").Build();

    [Test]
    public void The_Connect_name_of_an_enum_need_not_be_a_name_of_Avro()
    {
        var schema = SchemaBuilder.String().Name("a-b").Parameter("io.confluent.connect.avro.Enum", "n.E")
            .Parameter("io.confluent.connect.avro.Enum.X", "X").Build();

        Assert.That(
            new AvroData(new AvroDataOptions { EnhancedSchemaSupport = true }).FromConnectSchema(schema).ToString(),
            Does.StartWith("""{"type":"enum","name":"E","namespace":"n","symbols":["X"]""").And.Contains("\"connect.name\":\"a-b\""));
    }
}
