using Connect.Converters.Avro.Registry;
using Connect.Data;
using CsCheck;

namespace Connect.Converters.Avro.Tests;

public sealed class AvroConverterPropertyTests
{
    private static readonly Schema Record = SchemaBuilder.Struct().Name("R")
        .Field("text", Schema.OptionalString)
        .Field("number", Schema.Int64)
        .Field("bytes", Schema.Bytes)
        .Field("list", SchemaBuilder.Array(Schema.OptionalInt32).Build())
        .Build();

    [Test]
    public async Task Whatever_is_written_is_read_back()
    {
        var pool = new RegistryPool(TimeProvider.System);
        using var converter = new ConverterUnderTest("mock://m", pool, TimeProvider.System);
        var structs = Gen.Select(
            Gen.String.Null(),
            Gen.Long,
            Gen.Byte.Array,
            Gen.Int.Nullable().Array,
            (text, number, bytes, list) =>
                new Struct(Record).Put("text", text).Put("number", number).Put("bytes", bytes)
                    .Put("list", list.Select(item => (object?)item).ToList()));

        await structs.SampleAsync(async written =>
        {
            var read = (Struct)(await converter.ReadAsync(await converter.WriteAsync(Record, written))).Value!;

            Assert.That(read["text"], Is.EqualTo(WellFormed((string?)written["text"])));
            Assert.That(read["number"], Is.EqualTo(written["number"]));
            Assert.That(read["bytes"], Is.EqualTo(written["bytes"]));
            Assert.That(read["list"], Is.EqualTo(written["list"]));
        });
    }

    [Test]
    public async Task Whatever_stands_in_the_topic_gives_a_value_or_a_data_error()
    {
        var pool = new RegistryPool(TimeProvider.System);
        using var converter = new ConverterUnderTest("mock://m", pool, TimeProvider.System);
        await converter.WriteAsync(Record, new Struct(Record).Put("number", 1L).Put("bytes", Array.Empty<byte>()).Put("list", new List<object?>()));
        var hostile = Gen.OneOf(
            Gen.Byte.Array,
            Gen.Byte.Array.Select(body => (byte[])[0, 0, 0, 0, 1, .. body]),
            Gen.Byte.Array.Select(body => (byte[])[1, .. body]));

        await Gen.Select(hostile, Gen.Byte.Array.Null()).SampleAsync(async sample =>
        {
            var (data, header) = sample;
            var headers = new RawHeaders();
            if (header is not null)
                headers.Add("__value_schema_id", header);

            try
            {
                await converter.ReadAsync(data, "t", headers);
            }
            catch (DataException)
            {
                // That is what it is for.
            }
        });
    }

    // A lone surrogate has no UTF-8 form: Java writes a question mark.
    private static string? WellFormed(string? text) =>
        text is null
            ? null : string.Concat(
                text.EnumerateRunes().Zip(Positions(text)).Select(pair => IsLone(text, pair.Second) ? "?" : pair.First.ToString()));

    private static IEnumerable<int> Positions(string text)
    {
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            yield return i;
    }

    private static bool IsLone(string text, int i) => char.IsSurrogate(text[i]) && !IsPair(text, i);

    private static bool IsPair(string text, int i) => i + 1 < text.Length && char.IsSurrogatePair(text, i);
}
