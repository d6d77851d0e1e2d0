using Connect.Fuzz.Tests.Fuzzing;
using Connect.Fuzz.Tests.Targets;

namespace Connect.Fuzz.Tests;

/// <summary>Damaged and random bytes for everything that a worker reads from outside: each ends as a value or as a documented exception, soon
/// and with little memory.</summary>
/// <remarks><c>CONNECT_FUZZ_INPUTS</c> sets the number of inputs, <c>CONNECT_FUZZ_SEED</c> the seed. A failure says how to repeat it.</remarks>
[Category("Fuzz")]
public sealed class FuzzTests
{
    private static IEnumerable<TestCaseData> Targets => FuzzTargets.All.Select(target => new TestCaseData(target).SetArgDisplayNames(target.Name));

    [TestCaseSource(nameof(Targets))]
    public void Every_input_is_a_value_or_a_documented_exception(object subject)
    {
        var target = (FuzzTarget)subject;
        var run = new FuzzRun(target);
        run.Run(FuzzSettings.Inputs * target.Share / FuzzTargets.All.Sum(other => other.Share));
        TestContext.Out.WriteLine(
            $"{target.Name}: {run.Outcomes.Values} values, {run.Outcomes.Exceptions} exceptions, "
                + $"slowest {run.Slowest.Time.TotalMilliseconds:F1} ms (input {run.Slowest.Input}), seed {FuzzSettings.Seed}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Findings, Is.Empty, string.Join("\n\n", run.Findings));
            Assert.That(FuzzSettings.Input is not null || run.Outcomes.Values > 0, "no input was accepted: the corpus is of no use");
        }
    }

    [Test]
    public void An_input_is_the_same_in_every_run()
    {
        var target = new FuzzTarget("sample", ["{\"a\":1}"u8.ToArray()], _ => { });
        var inputs = Inputs();
        Assert.That(Inputs(), Is.EqualTo(inputs));
        Assert.That(inputs.Distinct().Count(), Is.GreaterThan(80));

        List<string> Inputs() => [.. Enumerable.Range(0, 100).Select(input => Convert.ToHexString(new Mutation(target).Make(1, input)))];
    }

    [Test]
    public void A_fault_is_found_and_named_with_its_input()
    {
        var target = new FuzzTarget(
            "faulty", ["abcdef"u8.ToArray()], input => _ = input[0] == 'a' ? input[3] : throw new FormatException(), typeof(FormatException));
        var run = new FuzzRun(target);
        run.Run(FuzzSettings.Input is null ? 5_000 : 0);
        if (FuzzSettings.Input is null)
            Assert.That(run.Findings.Single(), Does.Contain(nameof(IndexOutOfRangeException)).And.Contain(FuzzSettings.InputVariable));
    }

    [Test]
    public void An_allocation_out_of_proportion_is_found()
    {
        var run = new FuzzRun(new FuzzTarget("greedy", ["abcdef"u8.ToArray()], input => GC.KeepAlive(new byte[16 << 20])));
        run.Run(1);
        Assert.That(run.Findings.Single(), Does.Contain("bytes were allocated"));
    }
}
