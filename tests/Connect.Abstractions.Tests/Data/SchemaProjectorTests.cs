using Connect.Data;

namespace Connect.Abstractions.Tests.Data;

/// <summary>Values that are not of their schema; those that are, are in the golden cases.</summary>
public sealed class SchemaProjectorTests
{
    [Test]
    public void A_number_of_another_type_becomes_one_of_the_target() =>
        Assert.That(SchemaProjector.Project(Schema.Int64, (sbyte)-1, Schema.Int64), Is.TypeOf<long>().And.EqualTo(-1));

    public static IEnumerable<Schema> Composites =>
        [SchemaBuilder.Array(Schema.Int8).Build(), SchemaBuilder.Map(Schema.String, Schema.Int8).Build(), SchemaBuilder.Struct().Build()];

    [TestCaseSource(nameof(Composites))]
    public void What_is_not_a_collection_or_struct_is_refused(Schema schema) =>
        Assert.That(() => SchemaProjector.Project(schema, 5, schema), Throws.TypeOf<DataException>());
}
