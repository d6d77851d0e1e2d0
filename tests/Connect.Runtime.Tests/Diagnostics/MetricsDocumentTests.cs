using System.Text.RegularExpressions;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Tests;

namespace Connect.Runtime.Tests.Diagnostics;

/// <summary>docs/metrics.md says what the meter has.</summary>
public sealed partial class MetricsDocumentTests
{
    [Test]
    public void The_page_is_what_the_instruments_make_of_it()
    {
        var file = RepoPaths.Combine("docs/metrics.md");
        if (Environment.GetEnvironmentVariable("CONNECT_WRITE_DOCS") is { Length: > 0 })
            File.WriteAllText(file, MetricsDocument.Write());
        Assert.That(File.ReadAllText(file), Is.EqualTo(MetricsDocument.Write()), "Run this test once with CONNECT_WRITE_DOCS=1.");
    }

    [Test]
    public void Every_attribute_of_Javas_names_an_instrument_that_there_is()
    {
        var known = Instruments.All.Select(info => info.Name).ToHashSet();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(MetricsDocument.JavaAttributes, Has.Count.EqualTo(91));
            foreach (var (bean, attribute, here) in MetricsDocument.JavaAttributes)
            {
                var named = InstrumentName().Matches(here).Select(match => match.Groups[1].Value)
                    .Where(name => name.Count(character => character == '.') > 2 || known.Contains(name)).ToArray();
                Assert.That(named, Is.Not.Empty.And.SubsetOf(known), $"{bean} {attribute}");
            }
        }
    }

    [Test]
    public void Names_follow_OpenTelemetrys_conventions()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Instruments.All.Select(info => info.Name), Is.Unique);
            foreach (var info in Instruments.All)
            {
                Assert.That(info.Name, Does.Match("^kafka\\.connect(\\.[a-z_]+)+$"));
                Assert.That(info.Unit, Does.Match("^(s|1|\\{[a-z]+\\})$"), info.Name);
                Assert.That(info.Description, Does.EndWith("."), info.Name);
            }
        }
    }

    [GeneratedRegex("`(kafka\\.connect\\.[a-z._]+)`")]
    private static partial Regex InstrumentName();
}
