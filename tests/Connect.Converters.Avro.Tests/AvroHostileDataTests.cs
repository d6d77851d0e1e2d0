using System.Globalization;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests;

/// <summary>Data that announces more than it has, and schemas that unfold without end.</summary>
public sealed class AvroHostileDataTests
{
    private const long SmallMemory = 64L << 20;

    // 1 000 000 000 as a zig-zag varint, as a block of that many items.
    private static readonly byte[] Billion = [0x80, 0xA8, 0xD6, 0xB9, 0x07];

    [TestCase("""{"type":"array","items":"int"}""")]
    [TestCase("""{"type":"array","items":"string"}""")]
    [TestCase("""{"type":"map","values":"int"}""")]
    [TestCase("""{"type":"array","items":{"type":"fixed","name":"Empty","size":0}}""")]
    [TestCase("""{"type":"array","items":{"type":"record","name":"Nothing","fields":[]}}""")]
    [TestCase("""{"type":"array","items":{"type":"record","name":"io.confluent.connect.avro.MapEntry","fields":[{"name":"key","type":"int"},{"name":"value","type":"int"}]}}""")]
    public void A_block_of_a_billion_items_fails_at_once(string schema) => AssertFailsSmall(schema, Billion);

    [Test]
    public void Text_of_a_billion_bytes_fails_at_once() => AssertFailsSmall("\"string\"", Billion);

    [Test]
    public void An_array_in_blocks_of_one_item_takes_memory_in_proportion()
    {
        const int Blocks = 20_000;
        var decoder = new AvroData().Decoder(AvroSchema.Parse("""{"type":"array","items":"int"}"""));
        byte[] data = [.. Enumerable.Repeat<byte>(2, 2 * Blocks), 0];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = decoder.Read(data).Value;
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 20));
        Assert.That(read, Is.EqualTo(Enumerable.Repeat(1, Blocks)));
    }

    [Test]
    public void An_array_of_a_billion_nulls_fails_even_where_it_is_skipped()
    {
        var writer =
            AvroSchema.Parse(
                """{"type":"record","name":"R","fields":[{"name":"nulls","type":{"type":"array","items":"null"}},{"name":"a","type":"int"}]}""");
        var reader = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""");
        var decoder = new AvroData().Decoder(writer, reader);

        Assert.That(() => decoder.Read(Billion), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Records_without_bytes_that_double_at_every_level_fail()
    {
        var text = new StringBuilder("""{"type":"record","name":"R0","fields":[{"name":"z","type":{"type":"fixed","name":"Z","size":0}}]}""");
        for (var level = 1; level <= 40; level++)
        {
            text.Insert(0, string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"record","name":"R{{{level}}}","fields":[{"name":"a","type":"""))
                .Append(string.Create(CultureInfo.InvariantCulture, $$"""},{"name":"b","type":"R{{level - 1}}"}]}"""));
        }

        AssertFailsSmall(text.ToString(), []);
    }

    [Test]
    public void A_record_directly_inside_itself_fails() =>
        AssertFailsSmall("""{"type":"record","name":"R","fields":[{"name":"again","type":"R"}]}""", []);

    [Test]
    public void Data_nested_until_the_stack_ends_fails()
    {
        var decoder = new AvroData().Decoder(
            AvroSchema.Parse("""{"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]}]}"""));
        var data = new byte[10_000_000];
        data.AsSpan().Fill(2);

        Assert.That(() => decoder.Read(data), Throws.TypeOf<DataException>());
    }

    [Test]
    public void Schemaless_data_nested_until_the_stack_ends_fails()
    {
        var data = new AvroData();
        var decoder = data.Decoder(data.FromConnectSchema(null));
        byte[] level = [0, 0, 0, 0, 0, 0, 0, 2, 2];
        var bytes = new byte[level.Length * 1_000_000];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = level[i % level.Length];

        Assert.That(() => decoder.Read(bytes), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_schema_nested_deeper_than_a_thousand_levels_fails()
    {
        var text = string.Concat(Enumerable.Repeat("""{"type":"array","items":""", 5000)) + "\"int\"" + new string('}', 5000);

        Assert.That(() => AvroSchema.Parse(text), Throws.TypeOf<DataException>());
    }

    [Test]
    public void A_chain_of_types_defined_after_their_use_ends_in_an_error_or_a_schema()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < 50_000; i++)
            text.Append(CultureInfo.InvariantCulture, $$$"""{"type":"record","name":"R{{{i}}}","fields":[{"name":"n","type":"R{{{i + 1}}}"}]},""");
        text.Append("""{"type":"record","name":"R50000","fields":[]}]""");

        Assert.That(() => new AvroData().Decoder(AvroSchema.Parse(text.ToString())), Throws.TypeOf<DataException>());
    }

    [TestCase("\"int\"", "ffffffffff01", Description = "A number with more bits than an int")]
    [TestCase("\"long\"", "ffffffffffffffffffffff01", Description = "A number of more than ten bytes")]
    [TestCase("\"long\"", "ff", Description = "A number that ends early")]
    [TestCase("\"boolean\"", "02")]
    [TestCase("\"boolean\"", "")]
    [TestCase("\"double\"", "00000000000000")]
    [TestCase("\"string\"", "01", Description = "A negative length")]
    [TestCase("\"string\"", "0461", Description = "Text that ends early")]
    [TestCase("""["null","int"]""", "04", Description = "A branch that is not there")]
    [TestCase("""["null","int"]""", "01", Description = "A negative branch")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"]}""", "02")]
    [TestCase("""{"type":"fixed","name":"F","size":3}""", "0102")]
    [TestCase("""{"type":"array","items":"int"}""", "0202", Description = "A list without an end")]
    [TestCase("""{"type":"int","logicalType":"time-millis"}""", "01", Description = "A time before midnight")]
    public void Damaged_data_is_an_error(string schema, string data) =>
        Assert.That(() => new AvroData().Decoder(AvroSchema.Parse(schema)).Read(Convert.FromHexString(data)), Throws.TypeOf<DataException>());

    private static void AssertFailsSmall(string schema, byte[] data)
    {
        var decoder = new AvroData().Decoder(AvroSchema.Parse(schema));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => decoder.Read(data), Throws.TypeOf<DataException>());

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(SmallMemory));
    }
}
