using Connect.Data;
using CsCheck;

namespace Connect.Abstractions.Tests.Data;

/// <summary>Values of collections survive being written and read, as far as the notation can carry them.</summary>
public sealed class ValueRoundTripTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["abcdefghij kl{}[],:äß"], 0, 12];

    [Test]
    public void Lists_of_texts() => Texts.List[0, 8].Sample(list =>
        ValueEqualityComparer.Java.Equals(ValueParser.Parse(ValueFormatter.Format(list))!.Value.Value, Expected(list)));

    [Test]
    public void Lists_of_integers() => Gen.Long.List[1, 8].Sample(list =>
    {
        var boxed = list.ConvertAll(number => (object?)number);
        var read = (IReadOnlyList<object?>)ValueParser.Parse(ValueFormatter.Format(boxed))!.Value.Value!;
        return read.Select(number => ValueConversions.ToInt64(null, number)).SequenceEqual(list.ConvertAll(number => (long?)number));
    });

    [Test]
    public void Maps_of_texts_to_booleans() => Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.Bool)[0, 6].Sample(map =>
    {
        var written = new ConnectMap(map.Select(entry => KeyValuePair.Create<object, object?>("k" + entry.Key, entry.Value)));
        return written.Equals(ValueParser.Parse(ValueFormatter.Format(written))!.Value.Value);
    });

    [Test]
    public void Timestamps_after_the_first_day() => Gen.Long[ConnectInstant.MillisecondsPerDay + 1, 253_402_300_799_999].Sample(milliseconds =>
    {
        var text = ValueFormatter.Format(new ConnectInstant(milliseconds));
        return ConnectInstant.TryGetUnixMilliseconds(ValueParser.Parse(text)!.Value.Value, out var read) && read == milliseconds;
    });

    // The blanks before a delimiter inside of quotes are lost, as in Java.
    private static List<object?> Expected(List<string> texts) => texts.ConvertAll(text => (object?)WithoutBlanksBeforeDelimiters(text));

    private static string WithoutBlanksBeforeDelimiters(string text)
    {
        var result = "";
        var token = "";
        foreach (var c in text + "\"")
        {
            if ("{}[],:\"".Contains(c, StringComparison.Ordinal))
            {
                result += string.IsNullOrWhiteSpace(token) ? "" : token;
                result += c;
                token = "";
            }
            else
            {
                token += c;
            }
        }

        return result[..^1];
    }
}
