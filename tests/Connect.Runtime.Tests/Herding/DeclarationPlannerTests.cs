using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;

namespace Connect.Runtime.Tests.Herding;

public class DeclarationPlannerTests
{
    [TestCase("1", null, null, false, DeclarationAction.Create)]
    [TestCase("1", null, "1", false, DeclarationAction.Drift)]
    [TestCase("1", null, "1", true, DeclarationAction.Create)]
    [TestCase("1", "1", null, false, DeclarationAction.None)]
    [TestCase("1", "1", "2", false, DeclarationAction.None)]
    [TestCase("2", "1", "1", false, DeclarationAction.Update)]
    [TestCase("1", "2", "1", false, DeclarationAction.Drift)]
    [TestCase("1", "2", "1", true, DeclarationAction.Update)]
    [TestCase("3", "2", "1", false, DeclarationAction.Drift)]
    [TestCase("1", "2", null, false, DeclarationAction.Drift)]
    [TestCase("1", "2", null, true, DeclarationAction.Update)]
    public void What_differs_from_both_declarations_was_changed_by_somebody_else(
        string declared, string? stored, string? applied, bool overwrites, DeclarationAction expected)
    {
        var plan = DeclarationPlanner.Plan(Config(declared)!, Config(stored), Config(applied), overwrites);
        Assert.That(plan.Action, Is.EqualTo(expected), plan.Reason);
    }

    [Test]
    public void A_plan_lists_the_keys_that_differ_in_order()
    {
        var stored = new ConnectorConfig("c", new Dictionary<string, string?> { ["b"] = "1", ["a"] = "1", ["same"] = "1" });
        var declared = new ConnectorConfig("c", new Dictionary<string, string?> { ["same"] = "1", ["b"] = "2", ["d"] = "4" });
        Assert.That(
            DeclarationPlanner.Plan(declared, stored, stored, overwrites: false).Changes,
            Is.EqualTo(new ConfigDifference[] { new("a", "1", null), new("b", "1", "2"), new("d", null, "4") }));
    }

    private static ConnectorConfig? Config(string? value) =>
        value is null ? null : new ConnectorConfig("c", new Dictionary<string, string?> { ["key"] = value });
}
