using Connect.Data;

namespace Connect.Transforms.Tests.Fields;

public sealed class ReplaceFieldTests
{
    [TestCase("a")]
    [TestCase("b")]
    public void Of_several_fields_that_are_to_get_one_name_the_one_that_is_there_gets_it(string field)
    {
        var transform = new ReplaceField(new ReplaceFieldOptions { Renames = new Dictionary<string, string> { ["a"] = "n", ["b"] = "n" } });
        var schema = SchemaBuilder.Struct().Field(field, Schema.Int32).Build();
        var result = (Struct)transform.Apply(TestRecords.Source(schema, new Struct(schema).Put(field, 7)))!.Value!;
        Assert.That(result.GetInt32("n"), Is.EqualTo(7));
    }

    [Test]
    public void A_field_that_is_told_to_keep_its_name_keeps_it()
    {
        var transform = new ReplaceField(new ReplaceFieldOptions { Renames = new Dictionary<string, string> { ["b"] = "b", ["zz"] = "b" } });
        var schema = SchemaBuilder.Struct().Field("b", Schema.Int32).Build();
        Assert.That(((Struct)transform.Apply(TestRecords.Source(schema, new Struct(schema).Put("b", 7)))!.Value!).GetInt32("b"), Is.EqualTo(7));
    }
}
