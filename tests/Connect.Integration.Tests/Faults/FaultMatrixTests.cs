using System.Collections.Concurrent;
using Connect.Tests;

namespace Connect.Integration.Tests.Faults;

/// <summary>The fault matrix on a real broker: after each fault every record is where it belongs, or was reported as left out. docs/reliability.md
/// shows the balance sheets.</summary>
[Category("Broker")]
public sealed class FaultMatrixTests
{
    private static readonly ConcurrentDictionary<FaultCase, BalanceSheet> Sheets = new();

    private static IReadOnlyList<FaultCase> All { get; } = [.. StepCases.All, .. HangCases.All, .. WorldCases.All, .. ProcessCases.All];

    private static IEnumerable<TestCaseData> Cases =>
        All.Select(scenario => new TestCaseData(scenario).SetArgDisplayNames($"{scenario.Side}: {scenario.Name}"));

    [OneTimeTearDown]
    public static async Task WriteSheets()
    {
        await WorldCases.CloseAsync();
        if (Environment.GetEnvironmentVariable("CONNECT_WRITE_DOCS") != "1")
            return;

        // What did not run this time keeps its row.
        var before = ReliabilityDocument.Read().ToDictionary(sheet => (sheet.Side, sheet.Name));
        var sheets = All.Select(scenario => Sheets.GetValueOrDefault(scenario) ?? before.GetValueOrDefault((scenario.Side, scenario.Name)))
            .OfType<BalanceSheet>();
        await File.WriteAllTextAsync(ReliabilityDocument.Path, ReliabilityDocument.Write([.. sheets]));
    }

    [TestCaseSource(nameof(Cases))]
    [CancelAfter(240_000)]
    public async Task No_record_is_lost(object scenario, CancellationToken cancellationToken)
    {
        var faultCase = (FaultCase)scenario;
        var sheet = await faultCase.Play(faultCase, cancellationToken);
        await TestContext.Out.WriteLineAsync(sheet.ToRow());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sheet.Lost, Is.Zero, "no record is lost");
            Assert.That(sheet.Skipped, Is.EqualTo(faultCase.Skips), "records are left out only where that was asked for, and each is reported");
            if (!faultCase.MayRepeat)
                Assert.That(sheet.Repeated, Is.Zero, "no record comes twice");
            if (faultCase.Fails)
                Assert.That(sheet.Restarts, Is.GreaterThan(0), "the task failed");
        }

        Sheets[faultCase] = sheet;
    }

    [Test]
    public void Docs_have_a_row_for_each_scenario_and_no_record_lost_in_any()
    {
        var rows = ReliabilityDocument.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => (row.Side, row.Name)), Is.EqualTo(All.Select(scenario => (scenario.Side, scenario.Name))),
                "eng/reliability writes it anew");
            Assert.That(rows.Select(row => row.Lost), Has.All.Zero);
            Assert.That(All.Select(scenario => (scenario.Side, scenario.Name)), Is.Unique);
            Assert.That(All, Has.Count.GreaterThanOrEqualTo(45));
        }
    }
}
