using Connect.Conformance.Tests.Goldens;

namespace Connect.Conformance.Tests.Comparison;

public sealed class DeliberateDifferencesTests
{
    [Test]
    public void Every_difference_has_its_row_in_the_compatibility_document()
    {
        var document = File.ReadAllText(Path.Combine(GoldenFolder.RepositoryRoot, "docs", "compatibility.md"));
        Assert.That(DeliberateDifferences.Rules.Select(rule => $"| {rule.Row} |"), Has.All.Matches<string>(row => document.Contains(row!, StringComparison.Ordinal)));
    }
}
