using System.Globalization;
using System.Text;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests;

/// <summary>Damaged and random schemas and data: an error is a <see cref="DataException"/>, soon, and without much memory.</summary>
/// <remarks>The number of cases comes from <c>CONNECT_FUZZ_COUNT</c>; the seed is fixed, so that a failure comes again.</remarks>
[Category("Fuzz")]
public sealed class AvroFuzzTests
{
    private const string CountVariable = "CONNECT_FUZZ_COUNT";
    private const int DefaultCount = 3_000;
    private const int MaxMilliseconds = 10_000;
    private const long MaxBytes = 256L << 20;

    private static readonly string[] Tokens =
    [
        "\"record\"", "\"enum\"", "\"fixed\"", "\"array\"", "\"map\"", "\"int\"", "\"null\"", "\"type\":", "\"items\":", "\"name\":", "\"R\"",
        "\"E\"", "[", "]", "{", "}", ",",
        "\"default\":", "null", "0", "-1", "2147483647", "99999999999999999999", "1e999", "\"size\":", "\"logicalType\":\"decimal\"",
        "\"precision\":", "\"connect.default\":", "\"\\ud800\"", "\"a.b.C\"",
    ];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count)
            ? count : DefaultCount;

    [Test]
    public void Damaged_data_is_an_error_or_a_value()
    {
        var random = new Random(17);
        var decoders = AvroSamples.Schemas.Select(text => new AvroData(AvroSamples.Options(random)).Decoder(AvroSchema.Parse(text))).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var decoder = decoders[i % decoders.Length];
            var data = AvroSamples.Damage(random, AvroSamples.Payload(random, decoder.Writer));
            Survive($"{decoder.Writer} of {Convert.ToHexStringLower(data)}", () => decoder.Read(data));
        }
    }

    [Test]
    public void Random_data_is_an_error_or_a_value()
    {
        var random = new Random(18);
        var decoders = AvroSamples.Schemas.Select(text => new AvroData().Decoder(AvroSchema.Parse(text))).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var data = new byte[random.Next(64)];
            random.NextBytes(data);
            var decoder = decoders[i % decoders.Length];
            Survive($"{decoder.Writer} of {Convert.ToHexStringLower(data)}", () => decoder.Read(data));
        }
    }

    [Test]
    public void Damaged_schemas_are_errors_or_schemas()
    {
        var random = new Random(19);
        for (var i = 0; i < Count; i++)
        {
            var text = Damage(random, AvroSamples.Schemas[i % AvroSamples.Schemas.Count]);
            var options = AvroSamples.Options(random);
            Survive(text, () => UseSchema(random, text, options));
        }
    }

    [Test]
    public void One_damaged_schema_reads_what_another_wrote_or_says_why_not()
    {
        var random = new Random(20);
        for (var i = 0; i < Count; i++)
        {
            var text = AvroSamples.Schemas[i % AvroSamples.Schemas.Count];
            var other = Damage(random, AvroSamples.Schemas[random.Next(AvroSamples.Schemas.Count)]);
            Survive($"{text} as {other}", () =>
            {
                var writer = AvroSchema.Parse(text);
                new AvroData(AvroSamples.Options(random)).Decoder(writer, AvroSchema.Parse(other)).Read(AvroSamples.Payload(random, writer));
            });
        }
    }

    private static void UseSchema(Random random, string text, AvroDataOptions options)
    {
        var schema = AvroSchema.Parse(text);
        var printed = schema.ToString();
        var again = AvroSchema.Parse(printed);
        Assert.That(again.ToString(), Is.EqualTo(printed));
        var data = new AvroData(options);
        var decoder = data.Decoder(again);
        var read = decoder.Read(AvroSamples.Damage(random, AvroSamples.Payload(random, again)));
        data.Encoder(read.Schema).Encode(read.Value);
    }

    private static void Survive(string what, Action action)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            action();
        }
        catch (DataException)
        {
            // The expected answer to most of this.
        }
        catch (Exception e) when (e is not AssertionException)
        {
            Assert.Fail($"{e}\n{what}");
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(MaxBytes), what);
        Assert.That(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, Is.LessThan(MaxMilliseconds), what);
    }

    private static string Damage(Random random, string text)
    {
        var damaged = new StringBuilder(text);
        for (var changes = random.Next(1, 5); changes > 0 && damaged.Length > 0; changes--)
        {
            var at = random.Next(damaged.Length);
            var length = Math.Min(random.Next(1, 24), damaged.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    damaged.Remove(at, length);
                    break;
                case 1:
                    damaged.Insert(at, damaged.ToString(at, length));
                    break;
                case 2:
                    damaged.Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 3:
                    damaged[at] = (char)random.Next(1, 0x180);
                    break;
                default:
                    var from = text.IndexOf('"', random.Next(text.Length));
                    if (from >= 0 && text.IndexOf('"', from + 1) is var to and > 0)
                        damaged.Remove(at, length).Insert(at, text[from..(to + 1)]);
                    break;
            }
        }

        return damaged.ToString();
    }
}
