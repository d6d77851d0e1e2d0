using System.Globalization;
using System.Text.RegularExpressions;
using Connect.Connectors;

namespace Connect.Runtime.Tasks;

/// <summary>The trace of a task that has finished (<c>run.to.end</c>). The leader reads it from the status: each worker has the statuses, and
/// they outlive the worker that wrote them.</summary>
/// <param name="Generation">The generation of the task's configuration.</param>
/// <param name="Total">The partitions of a sink's topics when the task started; null for a source.</param>
/// <param name="Partitions">The partitions of which the task has processed and committed everything.</param>
internal sealed partial record FinishedNote(long Generation, int? Total, IReadOnlyCollection<string> Partitions)
{
    /// <summary>The note of a connector without tasks.</summary>
    public const string NoTasks = "Finished: this connector has no tasks (run.to.end).";

    /// <summary>The note of a source task.</summary>
    public static string OfSource(long generation) =>
        string.Create(
            CultureInfo.InvariantCulture, $"Finished: this task has reached the end of its source (run.to.end, task configuration {generation}).");

    /// <summary>The note of a sink task.</summary>
    public static string OfSink(long generation, int total, IReadOnlyCollection<TopicPartition> partitions) => string.Create(
        CultureInfo.InvariantCulture,
        $"Finished: this task has reached the end of {partitions.Count} of {total} partitions"
            + $"{(partitions.Count == 0 ? "" : ": ")}{List(partitions)} (run.to.end, task configuration {generation}).");

    /// <summary>Reads a note.</summary>
    /// <param name="trace">The trace of a task's status.</param>
    /// <returns>Null if it is something else.</returns>
    public static FinishedNote? Parse(string? trace)
    {
        if (trace is null || !trace.StartsWith("Finished: ", StringComparison.Ordinal) || Text().Match(trace) is not { Success: true } match)
            return null;
        var generation = long.Parse(match.Groups["generation"].Value, CultureInfo.InvariantCulture);
        return match.Groups["total"] is { Success: true, Value: var total }
            ? new FinishedNote(
                generation,
                int.Parse(total, CultureInfo.InvariantCulture),
                match.Groups["list"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            : new FinishedNote(generation, null, []);
    }

    private static string List(IReadOnlyCollection<TopicPartition> partitions) =>
        string.Join(", ", partitions.Select(partition => partition.ToString()).Order(StringComparer.Ordinal));

    [GeneratedRegex(
        @"^Finished: this task has reached the end of (?:its source|\d+ of (?<total>\d+) partitions(?:: (?<list>[^()]*))?) "
            + @"\(run\.to\.end, task configuration (?<generation>-?\d+)\)\.$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Text();
}
