using Connect.Connectors;
using Connect.Data;

namespace Connect.Transforms.Tests;

/// <summary>Records whose schema refers to itself: transforms change the top and leave what is below as it is.</summary>
public sealed class RecursiveSchemaTests
{
    private static readonly Schema Node = NewNode();

    private static readonly TestCaseData<ITransform<ConnectRecord>, string>[] Transforms =
    [
        new(new Cast(new CastOptions { Fields = new Dictionary<string, SchemaType> { ["value"] = SchemaType.String } }),
            "Struct{value=1,next=Struct{value=2}}") { TestName = "Cast" },
        new(new InsertField(new InsertFieldOptions { StaticField = "s", StaticValue = "x" }),
            "Struct{value=1,next=Struct{value=2},s=x}") { TestName = "InsertField" },
        new(new ReplaceField(new ReplaceFieldOptions { Renames = new Dictionary<string, string> { ["next"] = "rest" } }),
            "Struct{value=1,rest=Struct{value=2}}") { TestName = "ReplaceField" },
        new(new SetSchemaMetadata(new SetSchemaMetadataOptions { Name = "Other", Version = 2 }),
            "Struct{value=1,next=Struct{value=2}}") { TestName = "SetSchemaMetadata" },
        new(new TimestampConverter(new TimestampConverterOptions { Field = "value", TargetType = TimestampTargetType.Text, Format = "yyyy" }),
            "Struct{value=1970,next=Struct{value=2}}") { TestName = "TimestampConverter" },
        new(new MaskField(new MaskFieldOptions { Fields = ["value"] }), "Struct{value=0,next=Struct{value=2}}") { TestName = "MaskField" },
        new(new HoistField(new HoistFieldOptions { Field = "node" }),
            "Struct{node=Struct{value=1,next=Struct{value=2}}}") { TestName = "HoistField" },
        new(new ExtractField(new ExtractFieldOptions { Field = "next.value", SyntaxVersion = FieldSyntaxVersion.V2 }),
            "2") { TestName = "ExtractField" },
        new(new ExtractField(new ExtractFieldOptions { Field = "next" }), "Struct{value=2}") { TestName = "ExtractField of the rest" },
    ];

    [TestCaseSource(nameof(Transforms))]
    public void A_transform_works_on_a_recursive_record_and_finds_an_equal_schema_again(ITransform<ConnectRecord> transform, string expected)
    {
        var first = transform.Apply(TestRecords.Source(Node, List(Node)))!;
        var equal = NewNode();
        var second = transform.Apply(TestRecords.Source(equal, List(equal)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(JavaText.Of(first.Value), Is.EqualTo(expected));
            Assert.That(second.Value, Is.EqualTo(first.Value));
            Assert.That(second.ValueSchema, Is.EqualTo(first.ValueSchema));
            Assert.That(second.ValueSchema!.GetHashCode(), Is.EqualTo(first.ValueSchema!.GetHashCode()));
        }

        first.ValueSchema!.Validate(first.Value);
    }

    [Test]
    public void A_recursive_part_of_the_value_becomes_the_key()
    {
        var result = new ValueToKey(new ValueToKeyOptions { Fields = ["next"] }).Apply(TestRecords.Source(Node, List(Node)))!;

        Assert.That(JavaText.Of(result.Key), Is.EqualTo("Struct{next=Struct{value=2}}"));
    }

    [Test]
    public void Flatten_refuses_structs_without_end_by_name()
    {
        var outer = SchemaBuilder.Struct().Field("list", Node).Build();

        Assert.That(
            () => new Flatten(new FlattenOptions()).Apply(TestRecords.Source(outer, new Struct(outer) { ["list"] = List(Node) })),
            Throws.TypeOf<DataException>().With.Message.Contains("Node").And.Message.Contains("refers to itself").And.Message.Contains("list.next"));
    }

    [Test]
    public void Flatten_leaves_recursion_through_a_list_alone()
    {
        var tree = SchemaBuilder.Struct().Name("Tree").BuildRecursive((builder, self) => builder
            .Field("name", Schema.String)
            .Field("children", SchemaBuilder.Array(self).Build()));
        var outer = SchemaBuilder.Struct().Field("left", tree).Field("right", tree).Build();
        var leaf = new Struct(tree) { ["name"] = "leaf", ["children"] = Array.Empty<object?>() };
        var root = new Struct(tree) { ["name"] = "root", ["children"] = new object?[] { leaf } };

        var result = new Flatten(new FlattenOptions()).Apply(TestRecords.Source(outer, new Struct(outer) { ["left"] = root, ["right"] = leaf }))!;

        Assert.That(
            JavaText.Of(result.Value),
            Is.EqualTo("Struct{left.name=root,left.children=[Struct{name=leaf,children=[]}],right.name=leaf,right.children=[]}"));
    }

    private static Struct List(Schema node) => new(node) { ["value"] = 1L, ["next"] = new Struct(node.AsOptional()) { ["value"] = 2L } };

    private static Schema NewNode() => SchemaBuilder.Struct().Name("Node").BuildRecursive((builder, self) => builder
        .Field("value", Schema.Int64)
        .Field("next", self.AsOptional()));
}
