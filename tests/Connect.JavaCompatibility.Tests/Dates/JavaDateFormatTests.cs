using System.Globalization;
using Connect.JavaCompatibility.Dates;
using Microsoft.Extensions.Time.Testing;

namespace Connect.JavaCompatibility.Tests.Dates;

/// <summary>Expectations were taken from java.text.SimpleDateFormat of Java 17, in UTC and en_US.</summary>
public sealed class JavaDateFormatTests
{
    private static readonly FakeTimeProvider Clock = new(DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture));

    [TestCase("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 1709210096789, "2024-02-29T12:34:56.789Z")]
    [TestCase("G y yy yyy YY", 1709210096789, "AD 2024 24 2024 24")]
    [TestCase("G yyyy-MM-dd", -99999999999999, "BC 1200-02-26")]
    [TestCase("M MM MMM MMMM L LLL", 1709210096789, "2 02 Feb February 2 Feb")]
    [TestCase("E EEEE u a aaaa", 1709210096789, "Thu Thursday 4 PM PM")]
    [TestCase("D DDDD F W w", 1709210096789, "60 0060 5 5 9")]
    [TestCase("k K h H", 0, "24 0 12 0")]
    [TestCase("S SSSSSS", 5, "5 000005")]
    [TestCase("z zzzz Z X XX XXX", 0, "UTC Coordinated Universal Time +0000 Z Z Z")]
    [TestCase("yyyy''MM 'o''clock'", 1709210096789, "2024'02 o'clock")]
    [TestCase("yyyy-MM-dd", -12219292800000, "1582-10-15")]
    [TestCase("yyyy-MM-dd", -12219292800001, "1582-10-04")]
    [TestCase("yyyy-MM-dd D w", -12215548800000, "1582-11-27 321 46")]
    [TestCase("yyyy-MM-dd", 253402300800000, "10000-01-01")]
    [TestCase("yyyy YYYY ww", 1735603200000, "2024 2025 01")]
    [TestCase("yyyy", long.MaxValue, "292278994")]
    [TestCase("YYYY", -99999999999999, "-1199")]
    [TestCase("", 0, "")]
    public void Points_in_time_are_written_as_in_Java(string pattern, long milliseconds, string expected) =>
        Assert.That(new JavaDateFormat(pattern, Clock).Format(milliseconds), Is.EqualTo(expected));

    [TestCase("yyyy-MM-dd", "2020-13-45", 1613260800000)]
    [TestCase("yyyy-MM-dd", " 2024-02-29 and more", 1709164800000)]
    [TestCase("yyyyMMdd", "2024022", 1706832000000)]
    [TestCase("yyyyMMddHHmmss", "20240229123456", 1709210096000)]
    [TestCase("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2024-02-29T12:34:56.789+05:30", 1709190296789)]
    [TestCase("yyyy-MM-dd HH:mm:ss Z", "2024-02-29 12:34:56 -0500", 1709228096000)]
    [TestCase("yyyy-MM-dd HH:mm:ss z", "2024-02-29 12:34:56 GMT+02:00", 1709202896000)]
    [TestCase("yyyy-MM-dd z", "2024-01-01 PST", 1704096000000)]
    [TestCase("yyyy-MM-dd z", "2024-07-01 Pacific Daylight Time", 1719817200000)]
    [TestCase("EEE, dd MMM yyyy HH:mm:ss zzz", "Thu, 29 Feb 2024 12:34:56 GMT", 1709210096000)]
    [TestCase("d MMMM yyyy", "29 february 2024", 1709164800000)]
    [TestCase("dd/MM/yy", "29/02/24", 1709164800000)]
    [TestCase("dd/MM/yy", "01/01/50", -631152000000)]
    [TestCase("dd/MM/yy", "01/01/9", -61883308800000)]
    [TestCase("hh:mm a", "12:34 PM", 45240000)]
    [TestCase("kk:mm", "24:30", 1800000)]
    [TestCase("YYYY-'W'ww-u", "2024-W09-4", 1709164800000)]
    [TestCase("yyyy-DDD", "2024-060", 1709164800000)]
    [TestCase("G yyyy", "BC 44", -63524304000000)]
    [TestCase("yyyy-MM-dd", "1582-10-10", -12218860800000)]
    [TestCase("yyyy", "20E2", 946684800000)]
    public void Texts_are_read_leniently_as_in_Java(string pattern, string text, long expected)
    {
        Assert.That(new JavaDateFormat(pattern, Clock).TryParse(text, out var milliseconds), Is.True);
        Assert.That(milliseconds, Is.EqualTo(expected));
    }

    [TestCase("yyyy-MM-dd", "yesterday")]
    [TestCase("yyyy-MM-dd", "")]
    [TestCase("yyyy-MM-dd", "2024/02/29")]
    [TestCase("EEE", "Foo")]
    [TestCase("XXX", "+0530")]
    [TestCase("z", "America/New_York")]
    [TestCase("MMM", " Feb")]
    public void A_text_that_does_not_fit_is_not_read(string pattern, string text) =>
        Assert.That(new JavaDateFormat(pattern, Clock).TryParse(text, out _), Is.False);

    [TestCase("b", "Illegal pattern character 'b'")]
    [TestCase("yyyy 'x", "Unterminated quote")]
    [TestCase("XXXX", "invalid ISO 8601 format: length=4")]
    public void A_pattern_that_Java_refuses_is_refused_in_its_words(string pattern, string message) =>
        Assert.That(() => new JavaDateFormat(pattern, Clock), Throws.ArgumentException.With.Message.EqualTo(message));

    [Test]
    public void Two_digits_lie_between_eighty_years_ago_and_twenty_ahead()
    {
        var format = new JavaDateFormat("yyyy", Clock);
        var shortYear = new JavaDateFormat("yy", Clock);
        string Read(string text) => shortYear.TryParse(text, out var milliseconds) ? format.Format(milliseconds) : "";
        Assert.That(new[] { Read("45"), Read("46"), Read("99"), Read("00") }, Is.EqualTo(new[] { "2045", "1946", "1999", "2000" }));
    }

    [TestCase("yyyyMMdd", 86_400_000)]
    [TestCase("yyyyMMddHH a", 3_600_000)]
    [TestCase("mm", 60_000)]
    [TestCase("ss.SSS", 1)]
    public void Granularity_is_that_of_the_finest_field(string pattern, long expected) =>
        Assert.That(new JavaDateFormat(pattern, Clock).Granularity, Is.EqualTo(expected));
}
