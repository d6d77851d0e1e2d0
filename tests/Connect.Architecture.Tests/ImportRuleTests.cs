using System.Text.RegularExpressions;

namespace Connect.Architecture.Tests;

public partial class ImportRuleTests
{
    /// <summary>Which of our projects a project may reference: the table of ARCHITECTURE.md.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Connect.JavaCompatibility"] = [],
        ["Connect.Abstractions"] = ["Connect.JavaCompatibility"],
        ["Connect.Converters"] = ["Connect.JavaCompatibility", "Connect.Abstractions"],
        ["Connect.Converters.Avro"] = ["Connect.JavaCompatibility", "Connect.Abstractions", "Connect.Runtime"],
        ["Connect.Transforms"] = ["Connect.JavaCompatibility", "Connect.Abstractions"],
        ["Connect.File"] = ["Connect.Abstractions", "Connect.Runtime"],
        ["Connect.Runtime"] = ["Connect.JavaCompatibility", "Connect.Abstractions", "Connect.Converters", "Connect.Transforms"],
        ["Connect.Client"] = [],
        ["Connect.AspNetCore"] = ["Connect.Client", "Connect.Runtime"],
        ["Connect.Worker"] =
            ["Connect.Client", "Connect.Abstractions", "Connect.Converters", "Connect.Converters.Avro", "Connect.Transforms", "Connect.File",
                "Connect.Runtime", "Connect.AspNetCore"],
    };

    private static IReadOnlyList<string> Projects => Repository.Projects;

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        Assert.That(MayReference, Contains.Key(project), "A new project needs a row in this table and in ARCHITECTURE.md.");
        Assert.That(Repository.ReferencesOf(project, "ProjectReference"), Is.SubsetOf(MayReference[project]));
    }

    [TestCaseSource(nameof(Projects))]
    public void Only_the_runtime_references_the_Kafka_client(string project) =>
        Assert.That(Repository.PackagesOf(project).Contains("Confluent.Kafka"), Is.EqualTo(project == "Connect.Runtime"));

    [TestCaseSource(nameof(Projects))]
    public void Only_the_Kafka_room_knows_the_Kafka_client(string project) =>
        Assert.That(
            FilesWith(project, ConfluentKafka()).Where(file => !file.StartsWith("src/Connect.Runtime/Kafka/", StringComparison.Ordinal)), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void Only_the_REST_API_and_the_worker_program_know_HTTP_servers(string project) =>
        Assert.That(FilesWith(project, AspNetCore()).Where(_ => project is not ("Connect.AspNetCore" or "Connect.Worker")), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void A_file_has_at_most_400_lines(string project) =>
        Assert.That(Repository.Sources(project).Where(file => File.ReadLines(file).Count() > 400).Select(Repository.Relative), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void Nothing_is_left_for_later_or_switched_off(string project) =>
        Assert.That(FilesWith(project, LeftOver()), Is.Empty);

    [Test]
    public void An_event_id_belongs_to_one_log_message()
    {
        var ids = Projects.SelectMany(Repository.Sources).SelectMany(file => EventId().Matches(File.ReadAllText(file))).Select(match => match.Value);
        Assert.That(ids, Is.Not.Empty.And.Unique);
    }

    private static IEnumerable<string> FilesWith(string project, Regex pattern) =>
        Repository.Sources(project).Where(file => File.ReadLines(file).Any(line => pattern.IsMatch(line))).Select(Repository.Relative);

    [GeneratedRegex(@"\bConfluent\.Kafka\b")]
    private static partial Regex ConfluentKafka();

    [GeneratedRegex(@"(?<=\[LoggerMessage\(\s*(EventId = )?)[0-9]+")]
    private static partial Regex EventId();

    [GeneratedRegex(@"using Microsoft\.AspNetCore\b")]
    private static partial Regex AspNetCore();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|#region|#pragma")]
    private static partial Regex LeftOver();
}
