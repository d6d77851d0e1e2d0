using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>Schemas that refer to themselves where Avro cannot follow, and data that is nested without end.</summary>
public sealed class AvroRecursionTests
{
    private const int SmallStack = 256 * 1024;
    private const int LargeStack = 64 * 1024 * 1024;

    private static readonly Schema Node = SchemaBuilder.Struct().Name("Node").BuildRecursive((builder, self) => builder
        .Field("value", Schema.OptionalInt32)
        .Field("next", self.AsOptional()));

    [Test]
    public void A_struct_that_is_nested_a_hundred_thousand_deep_is_not_written()
    {
        var top = new Struct(Node);
        var last = top;
        for (var i = 0; i < 100_000; i++)
        {
            var next = new Struct(Node.AsOptional());
            last["next"] = next;
            last = next;
        }

        Assert.That(() => new AvroData().Encoder(Node).Encode(top), Throws.TypeOf<DataException>().With.Message.Contains("too deep"));
    }

    [Test]
    public void Lists_and_structs_that_contain_themselves_are_not_written()
    {
        var list = new List<object?>();
        list.Add(list);
        var data = new Struct(Node.AsOptional());
        data["next"] = data;

        Assert.That(() => new AvroData().Encoder(null).Encode(list), Throws.TypeOf<DataException>());
        Assert.That(() => new AvroData().Encoder(Node.AsOptional()).Encode(data), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_recursive_struct_without_a_name_is_refused()
    {
        var unnamed = SchemaBuilder.Struct().BuildRecursive((builder, self) => builder.Field("next", self.AsOptional()));

        Assert.That(() => new AvroData().FromConnectSchema(unnamed), Throws.TypeOf<DataException>().With.Message.Contains("give its schema a name"));
    }

    [Test]
    public void A_struct_of_the_same_name_around_a_recursive_one_is_refused_with_what_to_do()
    {
        var widened = SchemaBuilder.Struct().Name("Node").Field("next", Node.AsOptional()).Field("inserted", Schema.String).Build();

        Assert.That(
            () => new AvroData().FromConnectSchema(widened),
            Throws.TypeOf<DataException>().With.Message.Contains("Node").And.Message.Contains("different names"));
    }

    [Test]
    public void A_renamed_recursive_schema_holds_the_original()
    {
        var data = new AvroData();
        var renamed = Node.WithName("Other", null);
        var value = new Struct(renamed) { ["value"] = 1, ["next"] = new Struct(Node.AsOptional()) { ["value"] = 2 } };

        var bytes = data.Encoder(renamed).Encode(value);

        Assert.That(data.Decoder(data.FromConnectSchema(renamed)).Read(bytes).Value!.ToString(), Is.EqualTo(value.ToString()));
    }

    [Test]
    public void What_was_compiled_with_a_large_stack_fails_with_a_small_one_instead_of_ending_the_process()
    {
        var schema = Schema.OptionalInt32;
        object? value = 1;
        AvroEncoder? encoder = null;
        AvroDecoder? decoder = null;
        byte[]? bytes = null;
        var prepared = OnStackOf(LargeStack, () =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                schema = SchemaBuilder.Struct().Field("inner", schema).Build();
                value = new Struct(schema).Put("inner", value);
            }

            var data = new AvroData();
            (encoder, decoder) = (data.Encoder(schema), data.Decoder(data.FromConnectSchema(schema)));
            bytes = encoder.Encode(value);
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(prepared, Is.Null);
            Assert.That(OnStackOf(SmallStack, () => encoder!.Encode(value)), Is.TypeOf<DataException>());
            Assert.That(OnStackOf(SmallStack, () => decoder!.Read(bytes)), Is.TypeOf<DataException>());
        }
    }

    private static Exception? OnStackOf(int bytes, Action action)
    {
        Exception? error = null;
        var thread = new Thread(Run, bytes);
        thread.Start();
        thread.Join();
        return error;

        void Run()
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                error = e;
            }
        }
    }

    [TestCase("""["null",{"type":"record","name":"Tree","fields":[{"name":"v","type":"int"},{"name":"children","type":{"type":"array","items":"Tree"}}]}]""")]
    [TestCase("""[{"type":"record","name":"Tree","fields":[{"name":"v","type":"int"},{"name":"by","type":{"type":"map","values":"Tree"}}]},"int"]""")]
    public void Where_a_nullable_record_refers_to_itself_it_is_required(string avro)
    {
        var schema = new AvroData().ToConnectSchema(AvroSchema.Parse(avro))!;
        var tree = schema.Name == "Tree" ? schema : schema.Fields[0].Schema;

        Assert.That(tree.IsOptional);
        Assert.That(tree.Fields[1].Schema.ValueSchema!.IsOptional, Is.False);
        Assert.That(new AvroData().FromConnectSchema(schema).ToString(), Does.Match("\"(items|values)\":\"Tree\""));
    }
}
