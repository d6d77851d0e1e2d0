using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Tasks;

/// <summary>The metrics common to sources and sinks: the task's parts and its errors.</summary>
internal static class TaskMetrics
{
    /// <summary>Publishes the errors of a task.</summary>
    /// <param name="measures">The task's metrics.</param>
    /// <param name="counts">The error counters.</param>
    public static void ShowErrors(this TaskMeasures measures, ErrorCounts counts)
    {
        measures.Observe(Instruments.ErrorFailures, () => counts.TotalFailures);
        measures.Observe(Instruments.ErrorRecords, () => counts.TotalErrors);
        measures.Observe(Instruments.ErrorSkipped, () => counts.TotalSkipped);
        measures.Observe(Instruments.ErrorRetries, () => counts.TotalRetries);
        measures.Observe(Instruments.ErrorsLogged, () => counts.TotalLogged);
        measures.Observe(Instruments.DeadLetters, () => counts.DeadLetterRequests);
        measures.Observe(Instruments.DeadLettersFailed, () => counts.DeadLetterFailures);
        measures.Observe(Instruments.LastError, () => counts.LastErrorMilliseconds is > 0 and var last ? last / 1000.0 : null);
    }

    /// <summary>Publishes the parts of a task.</summary>
    /// <param name="measures">The task's metrics.</param>
    /// <param name="launch">The task.</param>
    /// <param name="version">The version of its class.</param>
    /// <param name="converters">Its converters.</param>
    /// <param name="transforms">Its transforms.</param>
    /// <param name="plugins">The worker's plugins.</param>
    public static void ShowParts(
        this TaskMeasures measures, TaskLaunch launch, string version, ConverterSet converters, TransformChain transforms, PluginRegistry plugins)
    {
        var plan = launch.Plan;
        measures.Show(
            Instruments.TaskInfo,
            ("class", PluginNames.ClassNameOf(launch.TaskType)), ("version", version),
            ("connector.class", plan.Config.ConnectorClass), ("connector.version", plugins.VersionOf(null, plan.Config.ConnectorClass)),
            ("type", plan.Type.ToString().ToLowerInvariant()),
            ("key.converter.class", converters.KeyClass), ("key.converter.version", plugins.VersionOf(converters.Key, converters.KeyClass)),
            ("value.converter.class", converters.ValueClass), ("value.converter.version", plugins.VersionOf(converters.Value, converters.ValueClass)),
            ("header.converter.class", converters.HeaderClass),
            ("header.converter.version", plugins.VersionOf(converters.Header, converters.HeaderClass)));
        foreach (var step in transforms.Steps)
        {
            measures.Show(
                Instruments.TransformInfo, ("transform", step.Alias), ("class", step.ClassName),
                ("version", plugins.VersionOf(step.Transform, step.ClassName)));
            if (step.PredicateClass is { } predicate)
                measures.Show(
                    Instruments.PredicateInfo, ("predicate", step.PredicateAlias), ("class", predicate),
                    ("version", plugins.VersionOf(step.Predicate, predicate)));
        }
    }
}
