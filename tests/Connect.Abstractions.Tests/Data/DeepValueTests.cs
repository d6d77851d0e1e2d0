using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

/// <summary>Values and schemas without end are errors: a stack overflow would end the process.</summary>
public sealed class DeepValueTests
{
    private const int Depth = 100_000;

    private static readonly Schema Node = NewNode();

    private static readonly TestCaseData<Func<Struct, object?>>[] Walks =
    [
        new(data => data.ToString()) { TestName = "ToString" },
        new(data => data.GetHashCode()) { TestName = "GetHashCode" },
        new(data => data.Equals(Deep(Node))) { TestName = "Equals" },
        new(data => ValueEqualityComparer.Java.Equals(new object?[] { data }, new object?[] { Deep(Node) })) { TestName = "Equals in a list" },
        new(data => ValueFormatter.Format(data)) { TestName = "Format" },
        new(data => JavaText.Of(data)) { TestName = "Java's text" },
        new(data => Node.Normalize(data)) { TestName = "Normalize" },
        new(data => new Struct(Node).Put("next", Deep(Node.AsOptional()))) { TestName = "Put" },
        new(data => SchemaProjector.Project(Node, data, Node)) { TestName = "Project" },
        new(data =>
        {
            data.Validate();
            return null;
        }) { TestName = "Validate" },
    ];

    [TestCaseSource(nameof(Walks))]
    public void A_struct_that_is_nested_a_hundred_thousand_deep_is_refused(Func<Struct, object?> walk) =>
        Assert.That(() => walk(Deep(Node)), Throws.TypeOf<DataException>().With.Message.Contains("nested too deeply"));

    [Test]
    public void A_struct_that_contains_itself_is_refused()
    {
        var data = new Struct(Node.AsOptional());
        data["next"] = data;

        Assert.That(() => data.ToString(), Throws.TypeOf<DataException>());
        Assert.That(() => data.GetHashCode(), Throws.TypeOf<DataException>());
        Assert.That(data.Validate, Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_list_and_a_map_that_contain_themselves_have_no_schema()
    {
        var list = new List<object?>();
        list.Add(list);
        var map = new ConnectMap();
        map["self"] = map;

        Assert.That(() => SchemaInference.Infer(list), Throws.TypeOf<DataException>());
        Assert.That(() => SchemaInference.Infer(map), Throws.TypeOf<DataException>());
        Assert.That(() => JavaText.Of(list), Throws.TypeOf<DataException>());
        Assert.That(() => ValueFormatter.Format(map), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_list_that_contains_itself_cannot_be_projected()
    {
        var lists = SchemaBuilder.Struct().Name("Lists").BuildRecursive((builder, self) => builder.Field("items", SchemaBuilder.Array(self).Build()));
        var items = new List<object?>();
        var data = new Struct(lists) { ["items"] = items };
        items.Add(data);

        Assert.That(() => SchemaProjector.Project(lists, data, lists), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Schemas_that_are_nested_a_hundred_thousand_deep_cannot_be_compared() =>
        Assert.That(() => DeepArray().Equals(DeepArray()), Throws.TypeOf<DataException>());

    [Test]
    public void Values_of_moderate_depth_are_fine()
    {
        var (one, other) = (Deep(Node, 500), Deep(NewNode(), 500));

        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(SchemaProjector.Project(Node, one, Node), Is.EqualTo(one));
    }

    // From the outside in: each step looks only at the empty struct that it adds.
    private static Struct Deep(Schema schema, int depth = Depth)
    {
        var top = new Struct(schema);
        var last = top;
        for (var i = 1; i < depth; i++)
        {
            var next = new Struct(schema.Field("next")!.Schema);
            last["next"] = next;
            last = next;
        }

        return top;
    }

    private static Schema DeepArray()
    {
        var schema = Schema.Int32;
        for (var i = 0; i < Depth; i++)
            schema = SchemaBuilder.Array(schema).Build();
        return schema;
    }

    private static Schema NewNode() => SchemaBuilder.Struct().Name("Node").BuildRecursive((builder, self) => builder
        .Field("value", Schema.OptionalString)
        .Field("next", self.AsOptional()));
}
