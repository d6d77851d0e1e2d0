using System.Collections.Immutable;
using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;

namespace Connect.Runtime.Tests.Workers;

/// <summary>What is done for each change of what is to run.</summary>
public class StateDifferenceTests
{
    private static readonly ConnectorConfig Config = new("c", new Dictionary<string, string?> { ["a"] = "1" });
    private static readonly ConnectorConfig SameContent = new("c", Config.Properties);
    private static readonly RestartScope None = RestartScope.None;

    private static IEnumerable<TestCaseData> Changes()
    {
        TestCaseData Case(string name, DesiredState current, DesiredState next, RestartScope restart, string expected) =>
            new TestCaseData(current, next, restart, expected).SetName("{m}: " + name);

        var nothing = DesiredState.Nothing;
        yield return Case("nothing stays nothing", nothing, nothing, None, "");
        yield return Case("a new connector starts", nothing, State(), None, "start");
        yield return Case("a new connector starts with its tasks", nothing, State(tasks: [0, 1]), None, "start +0 +1");
        yield return Case("the same again changes nothing", State(tasks: [0, 1]), State(tasks: [0, 1]), None, "");
        yield return Case("a deleted connector stops with its tasks", State(tasks: [0, 1]), nothing, None, "stop -0 -1");
        yield return Case(
            "a configuration put again restarts the connector and leaves its tasks", State(tasks: [0]), State(SameContent, tasks: [0]), None,
            "stop start");
        yield return Case(
            "tasks of another generation wait for all older ones", State(tasks: [0, 1]), State(generation: 2, tasks: [0, 1, 2]), None,
            "-0 -1 +0 +1 +2");
        yield return Case("fewer tasks", State(tasks: [0, 1]), State(generation: 2, tasks: [0]), None, "-0 -1 +0");
        yield return Case("a pause touches nothing else", State(tasks: [0]), State(target: TargetState.Paused, tasks: [0]), None, "target");
        yield return Case("a resume too", State(target: TargetState.Paused, tasks: [0]), State(tasks: [0]), None, "target");
        yield return Case(
            "a stop takes the tasks away", State(tasks: [0, 1]), State(target: TargetState.Stopped, generation: 2), None, "target -0 -1");
        yield return Case(
            "a resume from stopped starts no tasks before the connector asks for them", State(target: TargetState.Stopped, generation: 2),
            State(generation: 2), None, "target");
        yield return Case(
            "a new configuration with another target starts at the target", State(), State(SameContent, TargetState.Paused), None,
            "stop start target");
        yield return Case("a restart of the connector", State(tasks: [0]), State(tasks: [0]), new RestartScope(true, []), "stop start");
        yield return Case("a restart of one task", State(tasks: [0, 1]), State(tasks: [0, 1]), new RestartScope(false, [1]), "-1 +1");
        yield return Case(
            "a restart of everything", State(tasks: [0, 1]), State(tasks: [0, 1]), new RestartScope(true, [0, 1]), "stop start -0 -1 +0 +1");
        yield return Case("a restart of what is not there starts nothing", nothing, nothing, new RestartScope(true, [0]), "");
        yield return Case("a task that moves to another worker stops, its connector stays", State(tasks: [0, 1]), State(tasks: [0]), None, "-1");
        yield return Case("a task that comes from another worker starts", State(tasks: [0]), State(tasks: [0, 1]), None, "+1");
        yield return Case(
            "a connector that moves to another worker stops, its tasks stay", State(tasks: [0]), State(runsConnector: false, tasks: [0]), None,
            "stop");
        yield return Case(
            "tasks without their connector are paused too", State(runsConnector: false, tasks: [0]),
            State(target: TargetState.Paused, runsConnector: false, tasks: [0]), None, "target");
    }

    [TestCaseSource(nameof(Changes))]
    public void What_changes_is_what_differs(object current, object next, object restart, string expected)
    {
        var difference = StateDifference.Between((DesiredState)current, (DesiredState)next, (RestartScope)restart);

        string[] words =
        [
            .. difference.StopsConnector ? new[] { "stop" } : [],
            .. difference.StartsConnector ? new[] { "start" } : [],
            .. difference.ChangesTarget ? new[] { "target" } : [],
            .. difference.StopsTasks.Select(task => $"-{task}"),
            .. difference.StartsTasks.Select(task => $"+{task}"),
        ];
        Assert.That(string.Join(' ', words), Is.EqualTo(expected));
    }

    [Test]
    public void Everything_that_is_configured_is_to_run_on_a_worker_alone()
    {
        var task = new TaskConfig(Config.Properties);
        var configs = ConfigSnapshot.Empty with
        {
            Connectors = ConfigSnapshot.Empty.Connectors.SetItem("c", Config),
            Tasks = ConfigSnapshot.Empty.Tasks.SetItem("c", [task, task]),
            Generations = ConfigSnapshot.Empty.Generations.SetItem("c", 7),
        };

        var state = DesiredState.Of("c", configs, Assignment.Everything);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(state, Is.EqualTo(new DesiredState(Config, TargetState.Started, true, 7, state.Tasks) { TaskCount = 2 }));
            Assert.That(state.Tasks.Keys, Is.EqualTo(new[] { 0, 1 }));
            Assert.That(DesiredState.Of("other", configs, Assignment.Everything), Is.SameAs(DesiredState.Nothing));
            Assert.That(
                DesiredState.Of(
                    "c", configs with { TargetStates = configs.TargetStates.SetItem("c", TargetState.Stopped) }, Assignment.Everything).Tasks,
                Is.Empty, "a stopped connector has no tasks, whatever is stored");
        }
    }

    private static DesiredState State(
        ConnectorConfig? config = null, TargetState target = TargetState.Started, long generation = 1, bool runsConnector = true,
        params int[] tasks) =>
        new(config ?? Config, target, runsConnector, generation,
            tasks.ToImmutableSortedDictionary(task => task, _ => new TaskConfig(Config.Properties)));
}
