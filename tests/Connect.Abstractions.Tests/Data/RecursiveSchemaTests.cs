using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

public sealed class RecursiveSchemaTests
{
    [Test]
    public void A_struct_may_have_itself_as_an_optional_field()
    {
        var node = Node("Node");

        Assert.That(node.IsRecursive, Is.True);
        Assert.That(node.Field("next")!.Schema.Field("next")!.Schema, Is.SameAs(node.Field("next")!.Schema));
        Assert.That(node.Field("next")!.Schema.IsOptional, Is.True);
    }

    [Test]
    public void Values_are_as_deep_as_they_are_given()
    {
        var node = Node("Node");
        var inner = new Struct(node.Field("next")!.Schema) { ["value"] = "b" };
        var outer = new Struct(node) { ["value"] = "a", ["next"] = inner };

        outer.Validate();

        Assert.That(outer.ToString(), Is.EqualTo("Struct{value=a,next=Struct{value=b}}"));
    }

    [Test]
    public void Two_that_are_built_alike_are_equal_and_hash_alike()
    {
        var (one, other) = (Node("Node"), Node("Node"));

        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(one.AsOptional().AsRequired(), Is.EqualTo(one));
        Assert.That(one.Field("next")!.Schema, Is.EqualTo(other.AsOptional()));
    }

    [Test]
    public void A_difference_inside_of_the_recursion_is_seen()
    {
        var other = SchemaBuilder.Struct().Name("Node")
            .BuildRecursive((builder, self) => builder.Field("value", Schema.Int32).Field("next", self.AsOptional()));

        Assert.That(Node("Node"), Is.Not.EqualTo(other));
    }

    [Test]
    public void Recursion_may_go_through_collections()
    {
        var tree = SchemaBuilder.Struct().Name("Tree")
            .BuildRecursive((builder, self) => builder.Field("children", SchemaBuilder.Array(self).Build()));
        var leaf = new Struct(tree) { ["children"] = Array.Empty<object?>() };

        var root = new Struct(tree) { ["children"] = new object?[] { leaf, leaf } };

        root.Validate();
        Assert.That(root["children"], Has.Exactly(2).EqualTo(leaf));
    }

    [Test]
    public void Every_copy_that_is_made_while_the_fields_are_added_gets_them()
    {
        var node = SchemaBuilder.Struct().Name("Node").Optional().BuildRecursive((builder, self) => builder
            .Field("required", SchemaBuilder.Array(self.AsRequired()).Build())
            .Field("other", self.WithName("Other", 2).AsRequired().AsOptional()));

        Assert.That(node.Field("required")!.Schema.ValueSchema!.Fields, Is.EqualTo(node.Fields));
        Assert.That(node.Field("other")!.Schema.Fields, Is.EqualTo(node.Fields));
    }

    [Test]
    public void Only_a_struct_can_be_recursive() =>
        Assert.That(() => SchemaBuilder.Int32().BuildRecursive((_, _) => { }), Throws.TypeOf<SchemaBuilderException>());

    private static Schema Node(string name) =>
        SchemaBuilder.Struct().Name(name).BuildRecursive((builder, self) => builder.Field("value", Schema.String).Field("next", self.AsOptional()));
}
