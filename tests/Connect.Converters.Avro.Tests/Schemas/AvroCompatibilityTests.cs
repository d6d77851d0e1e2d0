using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests.Schemas;

public sealed class AvroCompatibilityTests
{
    [TestCase("\"long\"", "\"int\"")]
    [TestCase("\"float\"", "\"long\"")]
    [TestCase("\"double\"", "\"float\"")]
    [TestCase("\"bytes\"", "\"string\"")]
    [TestCase("\"string\"", "\"bytes\"")]
    [TestCase("""["null","long"]""", "\"int\"")]
    [TestCase("\"int\"", """["int"]""")]
    [TestCase("""{"type":"array","items":"long"}""", """{"type":"array","items":"int"}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["A"]}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"],"default":"A"}""", """{"type":"enum","name":"E","symbols":["A","B"]}""")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":1}]}""", """{"type":"record","name":"x.R","fields":[]}""")]
    [TestCase("""{"type":"record","name":"R","fields":[]}""", """{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"b","aliases":["a"],"type":"int"}]}""",
        """{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""")]
    [TestCase("""{"type":"record","name":"N","aliases":["R"],"fields":[]}""", """{"type":"record","name":"R","fields":[]}""")]
    [TestCase("""{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}""",
        """{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}""")]
    public void Reader_takes_what_the_writer_wrote(string reader, string writer) =>
        Assert.That(AvroCompatibility.Check(AvroSchema.Parse(reader), AvroSchema.Parse(writer)), Is.Empty);

    [TestCase("\"int\"", "\"long\"", "TYPE_MISMATCH", "/")]
    [TestCase("\"int\"", """["null","int"]""", "TYPE_MISMATCH", "/")]
    [TestCase("""["null","int"]""", "\"string\"", "MISSING_UNION_BRANCH", "/")]
    [TestCase("""{"type":"map","values":"int"}""", """{"type":"map","values":"string"}""", "TYPE_MISMATCH", "/values")]
    [TestCase("""{"type":"fixed","name":"F","size":2}""", """{"type":"fixed","name":"F","size":3}""", "FIXED_SIZE_MISMATCH", "/")]
    [TestCase("""{"type":"fixed","name":"F","size":2}""", """{"type":"fixed","name":"G","size":2}""", "NAME_MISMATCH", "/")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"]}""", """{"type":"enum","name":"E","symbols":["A","B"]}""", "MISSING_ENUM_SYMBOLS", "/")]
    [TestCase("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""", """{"type":"record","name":"R","fields":[]}""",
        "READER_FIELD_MISSING_DEFAULT_VALUE", "/a")]
    [TestCase(
        """{"type":"record","name":"L","fields":[{"name":"v","type":"int"},{"name":"next","type":["null","L"]}]}""",
        """{"type":"record","name":"L","fields":[{"name":"v","type":"string"},{"name":"next","type":["null","L"]}]}""",
        "TYPE_MISMATCH",
        "/v")]
    public void Reader_does_not_take_what_the_writer_wrote(string reader, string writer, string kind, string path)
    {
        var found = AvroCompatibility.Check(AvroSchema.Parse(reader), AvroSchema.Parse(writer));

        Assert.That(found.Select(reason => (reason.Kind, reason.Path)), Has.Member((kind, path)));
    }
}
