using System.Text.RegularExpressions;
using Connect.Conformance.Tests.Goldens;

namespace Connect.Conformance.Tests.Comparison;

public sealed partial class DeliberateDifferencesTests
{
    [Test]
    public void Every_difference_has_its_row_in_the_compatibility_document()
    {
        var document = File.ReadAllText(Path.Combine(GoldenFolder.RepositoryRoot, "docs", "compatibility.md"));
        Assert.That(
            DeliberateDifferences.Rules.Select(rule => $"| {rule.Row} |"),
            Has.All.Matches<string>(row => document.Contains(row!, StringComparison.Ordinal)));
    }

    [Test]
    public void Each_row_of_the_compatibility_document_has_a_name_of_its_own_and_leads_to_decisions_that_exist()
    {
        var folder = Path.Combine(GoldenFolder.RepositoryRoot, "docs");
        var document = File.ReadAllText(Path.Combine(folder, "compatibility.md"));
        var rows = document.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Is.Unique);
            Assert.That(
                Link().Matches(document).Select(link => Path.Combine(folder, link.Groups[1].Value)),
                Is.Not.Empty.And.All.Matches<string>(File.Exists));
            Assert.That(document, Does.Not.Match(@"[Dd]ecision \d{4}"), "a number without a link");
        }
    }

    [GeneratedRegex(@"\]\(([^)#:]+)")]
    private static partial Regex Link();
}
