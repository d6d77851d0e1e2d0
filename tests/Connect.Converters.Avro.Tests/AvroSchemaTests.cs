using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Records;

namespace Connect.Converters.Avro.Tests;

/// <summary>Texts and their prints; the expectations are what Avro 1.12.2 for Java printed.</summary>
public sealed class AvroSchemaTests
{
    [TestCase("\"null\"", "\"null\"")]
    [TestCase("{\"type\":\"int\"}", "\"int\"")]
    [TestCase("/* a comment */ \"int\"", "\"int\"")]
    [TestCase("[]", "[]")]
    [TestCase(
        """{"type":"int","default":5,"order":"x","doc":"dd","name":"q"}""",
        """{"type":"int","default":5,"order":"x"}""",
        Description = "Attributes of other types are dropped, the rest are properties")]
    [TestCase("""{"type":"map","values":"int","default":{}}""", """{"type":"map","values":"int","default":{}}""")]
    [TestCase("""{"type":"fixed","name":"E","size":3,"default":1,"symbols":3,"items":2}""", """{"type":"fixed","name":"E","size":3,"default":1}""")]
    [TestCase("""{"type":"error","name":"A","fields":[]}""", """{"type":"error","name":"A","fields":[]}""")]
    [TestCase("""{"type":"enum","name":"a-b","symbols":["A B"]}""", """{"type":"enum","name":"a-b","symbols":["A B"]}""",
        Description = "Names are not checked")]
    [TestCase("""{"type":"record","name":"A","fields":[],"x":1,"x":2}""", """{"type":"record","name":"A","fields":[],"x":2}""",
        Description = "Of two members of one name the last counts")]
    [TestCase(
        """{"type":"record","name":"A","aliases":["","b..c"],"fields":[]}""",
        """{"type":"record","name":"A","fields":[],"aliases":["","b..c"]}""")]
    [TestCase(
        """{"name":"a.b.C","type":"record","namespace":"zz","aliases":["D","x.y.E"],"doc":"hi","fields":[{"name":"f","default":{},"type":{"type":"record","name":"N","fields":[],"p":1},"order":"ignore","aliases":["g"],"q":2,"doc":"d"},{"name":"i","type":{"type":"fixed","name":"o.F","size":3,"aliases":["al"],"p":1}},{"name":"j","type":"N"},{"name":"k","type":"o.F"}]}""",
        """{"type":"record","name":"C","namespace":"a.b","doc":"hi","fields":[{"name":"f","type":{"type":"record","name":"N","fields":[],"p":1},"doc":"d","default":{},"order":"ignore","aliases":["g"],"q":2},{"name":"i","type":{"type":"fixed","name":"F","namespace":"o","size":3,"p":1,"aliases":["al"]}},{"name":"j","type":"N"},{"name":"k","type":"o.F"}],"aliases":["D","x.y.E"]}""",
        Description = "Order of attributes; short names inside the namespace")]
    [TestCase(
        """{"type":"record","name":"A","namespace":"n","fields":[{"name":"b","type":{"type":"record","name":"B","namespace":"","fields":[{"name":"x","type":"n.A"}]}},{"name":"c","type":"B"}]}""",
        """{"type":"record","name":"A","namespace":"n","fields":[{"name":"b","type":{"type":"record","name":"B","namespace":"","fields":[{"name":"x","type":"n.A"}]}},{"name":"c","type":"B"}]}""",
        Description = "No namespace inside of one")]
    [TestCase(
        """{"type":"record","name":"a.int","fields":[{"name":"x","type":["null","a.int"]}]}""",
        """{"type":"record","name":"int","namespace":"a","fields":[{"name":"x","type":["null","a.int"]}]}""",
        Description = "The name of a built-in type is never left bare")]
    [TestCase(
        """{"type":"record","name":"A","fields":[{"name":"b","type":"B"},{"name":"c","type":{"type":"record","name":"B","fields":[]}}]}""",
        """{"type":"record","name":"A","fields":[{"name":"b","type":{"type":"record","name":"B","fields":[]}},{"name":"c","type":"B"}]}""",
        Description = "A type may be used before it is defined")]
    [TestCase(
        """{"type":"record","name":"A","namespace":"n","fields":[{"name":"x","type":["null","A","n.A2"]},{"name":"z","type":{"type":"enum","name":"A2","symbols":[]}}]}""",
        """{"type":"record","name":"A","namespace":"n","fields":[{"name":"x","type":["null","A",{"type":"enum","name":"A2","symbols":[]}]},{"name":"z","type":"A2"}]}""")]
    [TestCase(
        """{"type":"record","name":"A","fields":[{"name":"x","type":{"type":"record","name":"B","fields":[]}},{"name":"y","type":{"type":"record","name":"B","fields":[]}}]}""",
        """{"type":"record","name":"A","fields":[{"name":"x","type":{"type":"record","name":"B","fields":[]}},{"name":"y","type":"B"}]}""",
        Description = "The same definition twice is one")]
    [TestCase(
        """{"type":"record","name":"A","fields":[{"name":"b","type":"float","default":"1.5"},{"name":"c","type":"float","default":"NaN"},{"name":"d","type":"double","default":1},{"name":"e","type":"float","default":1.1}]}""",
        """{"type":"record","name":"A","fields":[{"name":"b","type":"float","default":1.5},{"name":"c","type":"float","default":"NaN"},{"name":"d","type":"double","default":1},{"name":"e","type":"float","default":1.1}]}""")]
    [TestCase(
        """{"type":"record","name":"A","fields":[{"name":"x y","type":"int","default":"bad","doc":5}],"doc":7}""",
        """{"type":"record","name":"A","fields":[{"name":"x y","type":"int","default":"bad"}]}""",
        Description = "Defaults are not checked; documentation must be text")]
    public void A_text_is_printed_as_Java_prints_it(string text, string printed)
    {
        var schema = AvroSchema.Parse(text);

        Assert.That(schema.ToString(), Is.EqualTo(printed));
        Assert.That(AvroSchema.Parse(printed), Is.EqualTo(schema));
    }

    [Test]
    public void Numbers_and_escapes_are_printed_as_Java_prints_them()
    {
        var schema =
            AvroSchema.Parse(
                """{"type":"int","a":1e3,"b":-0,"c":1.50,"d":12345678901234567890123,"f":[1,{"z":null,"y":true}],"g":"\u00e9\u2028/\u007f\u0001\b"}""");

        Assert.That(
            schema.ToString(),
            Is.EqualTo(
                "{\"type\":\"int\",\"a\":1000.0,\"b\":0,\"c\":1.5,\"d\":12345678901234567890123,\"f\":[1,{\"z\":null,\"y\":true}],\"g\":\"é\u2028/\u007f\\u0001\\b\"}"));
        Assert.That(AvroSchema.Parse(schema.ToString()), Is.EqualTo(schema));
    }

    [Test]
    public void A_number_that_is_too_large_is_printed_as_text() =>
        Assert.That(AvroSchema.Parse("""{"type":"int","e":1e400}""").ToString(), Is.EqualTo("""{"type":"int","e":"Infinity"}"""));

    [TestCase("int", Description = "No JSON")]
    [TestCase("\"int\" x")]
    [TestCase("1")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"type":{"type":"int"}}""")]
    [TestCase("""{"type":"array"}""")]
    [TestCase("""{"type":"map"}""")]
    [TestCase("""{"type":"array","items":"Missing"}""")]
    [TestCase("""["int","int"]""")]
    [TestCase("""["int",["null"]]""")]
    [TestCase("""[{"type":"record","name":"A","fields":[]},{"type":"record","name":"A","fields":[]}]""")]
    [TestCase("""{"type":"enum","name":"E"}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","A"]}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":[1]}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"],"default":"B"}""")]
    [TestCase("""{"type":"fixed","name":"E"}""")]
    [TestCase("""{"type":"fixed","name":"E","size":-1}""")]
    [TestCase("""{"type":"fixed","name":"E","size":99999999999}""")]
    [TestCase("""{"type":"record","name":"A"}""")]
    [TestCase("""{"type":"record","fields":[]}""")]
    [TestCase("""{"type":"record","name":"int","fields":[]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[1]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"b"}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"type":"int"}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"b","type":"int"},{"name":"b","type":"int"}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"b","type":"int","order":"sideways"}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[],"aliases":"B"}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"x","type":{"type":"record","name":"A","fields":[]}}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"x","type":{"type":"record","name":"B","fields":[]}},{"name":"y","type":{"type":"record","name":"B","p":1,"fields":[]}}]}""")]
    public void What_is_no_schema_is_an_error(string text) => Assert.That(() => AvroSchema.Parse(text), Throws.TypeOf<DataException>());

    [Test]
    public void Documentation_aliases_and_the_order_of_properties_do_not_count()
    {
        var one = AvroSchema.Parse(
            """{"type":"record","name":"A","doc":"one","aliases":["B"],"fields":[{"name":"x","type":"int","doc":"d"}],"p":1,"q":2}""");
        var other = AvroSchema.Parse("""{"type":"record","name":"A","fields":[{"name":"x","type":"int"}],"q":2,"p":1}""");

        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
    }

    [TestCase("""{"type":"int","p":12}""", """{"type":"int","p":12.0}""")]
    [TestCase("""{"type":"int","p":12}""", """{"type":"int","p":"12"}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"x","type":"int","default":1}]}""",
        """{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}""")]
    [TestCase("""{"type":"record","name":"A","fields":[{"name":"x","type":"int","order":"ignore"}]}""",
        """{"type":"record","name":"A","fields":[{"name":"x","type":"int"}]}""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["B","A"]}""")]
    [TestCase("""["null","int"]""", """["int","null"]""")]
    public void Everything_else_counts(string one, string other) => Assert.That(AvroSchema.Parse(one), Is.Not.EqualTo(AvroSchema.Parse(other)));

    [Test]
    public void Recursive_schemas_compare()
    {
        const string Text = """{"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]}]}""";

        var (one, other) = (AvroSchema.Parse(Text), AvroSchema.Parse(Text));

        Assert.That(one, Is.EqualTo(other));
        Assert.That(one, Is.Not.EqualTo(AvroSchema.Parse(Text.Replace("\"null\"", "\"int\",\"null\"", StringComparison.Ordinal))));
    }

    [Test]
    public void References_are_named_and_left_out_of_the_text()
    {
        var part = AvroSchema.Parse("""{"type":"record","name":"Part","namespace":"a","fields":[]}""");

        var whole = AvroSchema.Parse(
            """{"type":"record","name":"Whole","namespace":"a","fields":[{"name":"p","type":"Part"},{"name":"q","type":"a.Part"}]}""", [part]);

        Assert.That(
            whole.ToString([part]),
            Is.EqualTo("""{"type":"record","name":"Whole","namespace":"a","fields":[{"name":"p","type":"Part"},{"name":"q","type":"Part"}]}"""));
        Assert.That(AvroSchema.Parse(whole.ToString()), Is.EqualTo(whole));
    }

    [TestCase(0.0, "0.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(12, "12.0")]
    [TestCase(0.001, "0.001")]
    [TestCase(0.00099, "9.9E-4")]
    [TestCase(9999999, "9999999.0")]
    [TestCase(1e7, "1.0E7")]
    [TestCase(1.25e300, "1.25E300")]
    [TestCase(double.MaxValue, "1.7976931348623157E308")]
    [TestCase(double.Epsilon, "4.9E-324")]
    public void Numbers_are_written_as_Java_writes_them(double number, string text) => Assert.That(AvroJson.Of(number).ToString(), Is.EqualTo(text));
}
