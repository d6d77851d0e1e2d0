using Connect.Data;
using CsCheck;

namespace Connect.Converters.Tests.Json;

public sealed class JsonRoundTripTests
{
    [Test]
    public void What_is_written_with_its_schema_is_read_back([Values] JsonDecimalFormat decimals)
    {
        var converter = new JsonConverter(new JsonConverterOptions { DecimalFormat = decimals });
        RandomData.SchemasWithValues.Sample(
            pair =>
            {
                var json = converter.WriteBytes(pair.Schema, pair.Value)!;
                AssertSame(pair, converter.ReadBytes(json));
                AssertSame(pair, converter.ReadBytes(json));
                AssertSame(pair, converter.ReadByTree(json));
            },
            iter: 3000);
    }

    [Test]
    public void What_is_written_without_its_schema_is_read_back_with_a_configured_one() => RandomData.SchemasWithValues.Sample(
        pair =>
        {
            var converter = new JsonConverter(new JsonConverterOptions { SchemaContent = pair.Schema });
            var json = JsonCases.Plain.WriteBytes(pair.Schema, pair.Value)!;
            AssertSame(pair, converter.ReadBytes(json));
            AssertSame(pair, converter.ReadByTree(json));
        },
        iter: 3000);

    private static void AssertSame((Schema Schema, object? Value) expected, SchemaAndValue actual)
    {
        Assert.That(actual.Schema, Is.EqualTo(expected.Schema));
        Assert.That(
            DeepEquality.AreEqual(actual.Value, expected.Value),
            $"expected {JavaText.Of(expected.Value)}, got {JavaText.Of(actual.Value)} of {expected.Schema}");
    }
}
