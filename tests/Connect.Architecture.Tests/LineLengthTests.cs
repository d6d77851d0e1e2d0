using System.Text.RegularExpressions;

namespace Connect.Architecture.Tests;

/// <summary>A line of code ends at 150 columns. Text in quotes may run on: a document or a message is not broken in two.</summary>
public partial class LineLengthTests
{
    private const int Columns = 150;

    [Test]
    public void A_line_ends_at_150_columns() => Assert.That(
        from project in Repository.Projects.Select(name => ("src", name)).Concat(Repository.TestProjects.Select(name => ("tests", name)))
        from file in Repository.Sources(project.Item1, project.name)
        from line in LongLines(File.ReadAllLines(file))
        select $"{Repository.Relative(file)}:{line}",
        Is.Empty);

    [Test]
    public void Code_beyond_the_columns_is_found_and_text_in_quotes_is_not()
    {
        var code = "var x = " + string.Join(" + ", Enumerable.Repeat("number", 30)) + ";";
        var text = $"var x = \"{new string('t', 200)}\";";
        Assert.That(LongLines([code, text, "var raw = \"\"\"", new string('t', 200), "\"\"\";", code]), Is.EqualTo(new[] { 1, 6 }));
    }

    private static IEnumerable<int> LongLines(IReadOnlyList<string> lines)
    {
        var isInRawText = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var wasInRawText = isInRawText;
            isInRawText ^= RawQuotes().Count(lines[i]) % 2 == 1;
            if (lines[i].Length > Columns && !wasInRawText && !isInRawText && Quoted().Replace(lines[i], "\"\"").Length > Columns)
                yield return i + 1;
        }
    }

    [GeneratedRegex("\"\"\"+")]
    private static partial Regex RawQuotes();

    [GeneratedRegex("\"\"\".*?\"\"\"|@\"(\"\"|[^\"])*\"|\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex Quoted();
}
