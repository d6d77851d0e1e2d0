using System.Collections;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Tests;

/// <summary>A writer's data through a reader's schema, as Avro's specification has it; checked against Avro 1.12.2 for Java.</summary>
public sealed class AvroResolutionTests
{
    [TestCase("\"int\"", "\"long\"", "0a", 5L)]
    [TestCase("\"int\"", "\"float\"", "0a", 5f)]
    [TestCase("\"int\"", "\"double\"", "0a", 5d)]
    [TestCase("\"long\"", "\"float\"", "0a", 5f)]
    [TestCase("\"long\"", "\"double\"", "0a", 5d)]
    [TestCase("\"float\"", "\"double\"", "0000c03f", 1.5d)]
    [TestCase("""["null","int"]""", "\"long\"", "020a", 5L, Description = "One branch of a union")]
    [TestCase("\"int\"", """["null","string","long"]""", "0a", 5L, Description = "Promotion into a union", Category = "union")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["B","C"]}""", "02", "B")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["B","C"],"default":"C"}""", "00", "C")]
    [TestCase("""{"type":"enum","name":"n.E","symbols":["A"]}""", """{"type":"enum","name":"m.E","symbols":["A"]}""", "00", "A",
        Description = "Namespaces do not count")]
    [TestCase("""{"type":"enum","name":"Old","symbols":["A"]}""", """{"type":"enum","name":"New","aliases":["Old"],"symbols":["A"]}""", "00", "A")]
    public void A_value_is_read_as_the_reader_has_it(string writer, string reader, string data, object expected)
    {
        var (_, value) = Read(writer, reader, data);

        Assert.That(
            value is Struct union
                ? union.Schema.Fields.Select(field => union[field]).Single(member => member is not null) : value, Is.EqualTo(expected));
    }

    [TestCase("""{"name":"b","type":"int"}""", "b", 2, Description = "A field that is left out is passed over")]
    [TestCase("""{"name":"b","type":"int"},{"name":"a","type":"int"}""", "a", 1, Description = "Another order")]
    [TestCase("""{"name":"c","aliases":["b"],"type":"int"}""", "c", 2, Description = "Another name")]
    [TestCase("""{"name":"d","type":"int","default":7}""", "d", 7, Description = "A default")]
    [TestCase("""{"name":"d","type":["null","int"],"default":null}""", "d", null)]
    [TestCase("""{"name":"d","type":["null","int"],"default":7}""", "d", 7, Description = "A default of a later branch")]
    [TestCase("""{"name":"d","type":{"type":"enum","name":"E","symbols":["X","Y"]},"default":"Y"}""", "d", "Y")]
    [TestCase("""{"name":"d","type":{"type":"array","items":"string"},"default":["x","y"]}""", "d", new[] { "x", "y" })]
    [TestCase("""{"name":"d","type":{"type":"record","name":"D","fields":[{"name":"x","type":"int","default":3}]},"default":{}}""", "d",
        "Struct{x=3}")]
    public void Fields_are_found_by_name(string fields, string name, object? expected)
    {
        const string Writer =
            """{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"skipped","type":{"type":"array","items":["null","string",{"type":"map","values":"R"}]}},{"name":"b","type":"int"}]}""";

        var (_, value) =
            Read(Writer, $$"""{"type":"record","name":"R","fields":[{{fields}}]}""", "02" + "06" + "00" + "020278" + "04" + "00" + "00" + "04");

        var actual = ((Struct)value!)[name];
        Assert.That(
            actual is Struct inner
                ? inner.ToString() : actual, expected is IEnumerable list and not string ? Is.EqualTo(list) : Is.EqualTo(expected));
    }

    [Test]
    public void Blocks_that_say_their_size_are_read_and_passed_over()
    {
        const string Writer =
            """{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"array","items":"int"}},{"name":"b","type":{"type":"array","items":"int"}}]}""";
        const string Block = "03" + "04" + "0204" + "01" + "02" + "06" + "00";

        var (_, both) = Read(Writer, Writer, Block + Block);
        var (_, second) =
            Read(Writer, """{"type":"record","name":"R","fields":[{"name":"b","type":{"type":"array","items":"long"}}]}""", Block + Block);

        Assert.That(((Struct)both!)["a"], Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(((Struct)second!)["b"], Is.EqualTo(new[] { 1L, 2L, 3L }));
    }

    [Test]
    public void Each_record_has_a_default_of_its_own()
    {
        var reader =
            AvroSchema.Parse(
                """{"type":"record","name":"R","fields":[{"name":"d","type":{"type":"record","name":"D","fields":[{"name":"x","type":"int"}]},"default":{"x":3}}]}""");
        var decoder = new AvroData().Decoder(AvroSchema.Parse("""{"type":"record","name":"R","fields":[]}"""), reader);

        var first = (Struct)decoder.Read([]).Value!;
        ((Struct)first["d"]!)["x"] = 4;

        Assert.That(((Struct)((Struct)decoder.Read([]).Value!)["d"]!)["x"], Is.EqualTo(3));
    }

    [TestCase("\"long\"", "\"int\"")]
    [TestCase("\"string\"", "\"int\"")]
    [TestCase("""{"type":"fixed","name":"F","size":1}""", """{"type":"fixed","name":"F","size":2}""")]
    [TestCase("""{"type":"fixed","name":"F","size":1}""", """{"type":"fixed","name":"G","size":1}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"]}""", """{"type":"enum","name":"G","symbols":["A"]}""")]
    [TestCase("""{"type":"record","name":"R","fields":[]}""", """{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""")]
    public void What_the_reader_cannot_take_is_an_error(string writer, string reader) =>
        Assert.That(() => Read(writer, reader, "00"), Throws.TypeOf<DataException>());

    [Test]
    public void A_branch_that_the_reader_lacks_is_an_error_only_for_its_data()
    {
        Assert.That(Read("""["int","string"]""", "\"long\"", "000a").Value, Is.EqualTo(5L));
        Assert.That(() => Read("""["int","string"]""", "\"long\"", "020278"), Throws.TypeOf<DataException>());
    }

    [Test]
    public void An_item_that_the_reader_cannot_take_is_no_matter_in_an_empty_list() =>
        Assert.That(Read("""{"type":"array","items":"string"}""", """{"type":"array","items":"int"}""", "00").Value, Is.Empty);

    private static SchemaAndValue Read(string writer, string reader, string data) =>
        new AvroData().Decoder(AvroSchema.Parse(writer), AvroSchema.Parse(reader)).Read(Convert.FromHexString(data));
}
