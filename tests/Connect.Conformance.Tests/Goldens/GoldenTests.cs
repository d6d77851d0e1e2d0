using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Comparison;
using Connect.Conformance.Tests.Notation;
using Connect.Conformance.Tests.Operations;

namespace Connect.Conformance.Tests.Goldens;

/// <summary>Every case of every golden file, each a test of its own: what happens here must be what happened in Java.</summary>
public sealed class GoldenTests
{
    public static IEnumerable<TestCaseData> Cases()
    {
        if (!GoldenFolder.Exists)
            return [new TestCaseData(new GoldenCase(new JsonObject { ["id"] = "goldens", ["op"] = "none" })).SetName("goldens")
                .Ignore(GoldenFolder.MissingReason)];
        return GoldenFolder.Files()
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(line => new GoldenCase(JsonNode.Parse(line, documentOptions: new() { MaxDepth = 4096 })!.AsObject()))
            .Select(golden => new TestCaseData(golden).SetName(golden.Id).SetCategory(golden.Op));
    }

    [TestCaseSource(nameof(Cases))]
    public void Golden_case(GoldenCase golden)
    {
        var operation = OperationTable.Find(golden.Op);
        Assert.That(operation, Is.Not.Null, $"No operation is written for '{golden.Op}'.");
        JsonNode? actual;
        try
        {
            actual = operation!(golden);
        }
        catch (Exception e) when (e is not (AssertionException or OperationCanceledException))
        {
            actual = ErrorNotation.Failure(e);
        }

        // A text with a float that Java prints too long may have decimals, which stay as they are.
        if (golden.Flag("javaFloatText") && GoldenComparer.Compare(golden.Expected, actual) is null)
            return;
        var expected = FloatTexts.Shorten(golden, DeliberateDifferences.Adjust(golden));
        var difference = GoldenComparer.Compare(expected, actual);
        if (difference is not null)
            Assert.Fail($"{difference}\nexpected: {JsonText.Print(expected)}\nactual:   {JsonText.Print(actual)}");
    }
}
