using Connect.Data;

namespace Connect.Converters.Tests.Json;

/// <summary>Schemas that refer to themselves, and data that is nested without end.</summary>
public sealed class JsonRecursionTests
{
    private static readonly Schema Node = SchemaBuilder.Struct().Name("Node").BuildRecursive((builder, self) => builder
        .Field("value", Schema.OptionalInt32)
        .Field("next", self.AsOptional()));

    private static readonly Schema Tree = SchemaBuilder.Struct().Name("Tree").BuildRecursive((builder, self) => builder
        .Field("name", Schema.String)
        .Field("children", SchemaBuilder.Array(self).Build())
        .Field("byName", SchemaBuilder.Map(Schema.String, self).Optional().Build())
        .Field("byNumber", SchemaBuilder.Map(Schema.Int32, self).Optional().Build()));

    [Test]
    public void A_recursive_schema_that_is_configured_reads_what_was_written_without_envelope([Values] bool byTree)
    {
        var leaf = new Struct(Tree) { ["name"] = "leaf", ["children"] = Array.Empty<object?>() };
        var root = new Struct(Tree)
        {
            ["name"] = "root",
            ["children"] = new object?[] { leaf },
            ["byName"] = new ConnectMap { ["a"] = leaf },
            ["byNumber"] = new ConnectMap { [7] = leaf },
        };
        var reader = new JsonConverter(new JsonConverterOptions { SchemaContent = Tree });
        var json = JsonCases.Plain.WriteBytes(Tree, root)!;

        var read = byTree ? reader.ReadByTree(json) : reader.ReadBytes(json);

        Assert.That(read.Schema, Is.SameAs(Tree));
        Assert.That(read.Value, Is.EqualTo(root));
    }

    [Test]
    public void The_envelope_cannot_describe_a_schema_with_a_recursive_one_anywhere_inside()
    {
        var outer = SchemaBuilder.Struct().Field("trees", SchemaBuilder.Map(Schema.String, Tree).Optional().Build()).Build();

        Assert.That(
            () => JsonCases.Enveloped.Write(outer, new Struct(outer)),
            Throws.TypeOf<DataException>().With.Message.Contains("Tree").And.Message.Contains("schemas.enable=false").And.Message.Contains("Avro"));
    }

    [Test]
    public void Data_that_is_deeper_than_a_thousand_is_refused_and_the_converter_goes_on()
    {
        var top = new Struct(Node);
        var last = top;
        for (var i = 0; i < 100_000; i++)
        {
            var next = new Struct(Node.AsOptional());
            last["next"] = next;
            last = next;
        }

        Assert.That(() => JsonCases.Plain.Write(Node, top), Throws.TypeOf<DataException>());
        Assert.That(JsonCases.Plain.Write(Node.AsOptional(), last), Is.EqualTo("""{"value":null,"next":null}"""));
    }

    [Test]
    public void A_configured_schema_that_is_deeper_than_any_JSON_is_refused()
    {
        var schema = Schema.Int32;
        for (var i = 0; i < 100_000; i++)
            schema = SchemaBuilder.Array(schema).Build();

        Assert.That(() => new JsonConverter(new JsonConverterOptions { SchemaContent = schema }), Throws.TypeOf<DataException>());
        Assert.That(() => JsonCases.Plain.Write(schema, Array.Empty<object?>()), Throws.TypeOf<DataException>());
        Assert.That(() => JsonCases.Enveloped.Write(schema, Array.Empty<object?>()), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_thread_with_a_small_stack_refuses_what_is_too_deep_for_it()
    {
        object? value = null;
        for (var i = 0; i < 990; i++)
            value = new ConnectMap { ["a"] = value };
        var json = JsonCases.Plain.WriteBytes(null, value);
        var errors = new List<Exception?>();
        var thread = new Thread(
            () =>
            {
                errors.Add(ErrorOf(() => JsonCases.Plain.WriteBytes(null, value)));
                errors.Add(ErrorOf(() => JsonCases.Plain.ReadBytes(json)));
            },
            200 * 1024);

        thread.Start();
        thread.Join();

        Assert.That(errors, Has.Count.EqualTo(2).And.All.TypeOf<DataException>());
    }

    // Not an assertion: what another thread throws would end the test run.
    private static Exception? ErrorOf(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
