using System.Globalization;
using System.Text;
using Connect.Data;

namespace Connect.Converters.Tests.Json;

/// <summary>What the reader keeps of one record for the next must not be seen, but for shared texts.</summary>
public sealed class SchemalessReadingTests
{
    private readonly JsonConverter _converter = new(new JsonConverterOptions { SchemasEnable = false });

    [Test]
    public void Records_share_the_names_of_their_members()
    {
        var (first, second) = ((ConnectMap)Read("""{"customer":1}""")!, (ConnectMap)Read("""{"customer":2}""")!);

        Assert.That(second.Keys.Single(), Is.SameAs(first.Keys.Single()));
    }

    [Test]
    public void Names_are_told_apart_however_many_and_long_there_are()
    {
        var names = Enumerable.Range(0, 3000).Select(number => $"n{number:D5}")
            .Concat(Enumerable.Range(0, 200).Select(length => new string('x', length))).ToList();
        var json = string.Concat("{", string.Join(',', names.Select((name, value) => $"\"{name}\":{value}")), "}");

        for (var round = 0; round < 2; round++)
        {
            var map = (ConnectMap)Read(json)!;
            Assert.That(map.Select(entry => (string)entry.Key), Is.EqualTo(names));
            Assert.That(names.Select(name => map[name]), Is.EqualTo(Enumerable.Range(0, names.Count).Select(value => (long)value)));
        }
    }

    [Test]
    public void Objects_may_be_larger_and_smaller_than_the_one_before_under_the_same_name()
    {
        foreach (var count in new[] { 0, 3, 100, 1, 17, 16 })
        {
            var members = string.Join(',', Enumerable.Range(0, count).Select(number => $"\"m{number}\":null"));
            var map = (ConnectMap)((ConnectMap)Read($"{{\"inner\":{{{members}}}}}")!)["inner"]!;
            Assert.That(map.Keys, Is.EqualTo(Enumerable.Range(0, count).Select(number => $"m{number}")));
        }
    }

    [Test]
    public void Of_two_members_with_one_name_the_last_counts_in_the_place_of_the_first() =>
        Assert.That(((ConnectMap)Read("""{"a":1,"b":2,"a":3}""")!).ToString(), Is.EqualTo("{a=3, b=2}"));

    [TestCase(-129L)]
    [TestCase(-128L)]
    [TestCase(0L)]
    [TestCase(1023L)]
    [TestCase(1024L)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void Whole_numbers_are_what_they_are(long number) =>
        Assert.That(Read(number.ToString(CultureInfo.InvariantCulture)), Is.EqualTo(number));

    [Test]
    public void Threads_may_share_a_converter() =>
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var name = $"t{thread}-{i % 700}";
                var map = (ConnectMap)Read($"{{\"{name}\":{{\"x{i % 3}\":{i}}}}}")!;
                Assert.That(((ConnectMap)map[name]!)[$"x{i % 3}"], Is.EqualTo((long)i));
            }
        });

    private object? Read(string json) => _converter.ToConnectHeader("topic", "header", Encoding.UTF8.GetBytes(json)).Value;
}
