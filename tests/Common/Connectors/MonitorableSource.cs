using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Tests.Connectors;

/// <summary>A source of numbered texts that a test can watch. Keys: <c>topic</c>, <c>messages</c> (0: no end), <c>batch</c>, <c>tasks</c>,
/// <c>headers</c>.</summary>
/// <remarks>Each task has a source partition of its own and goes on after the stored offset.</remarks>
public sealed class MonitorableSource(ConnectorHandles handles) : SourceConnector<MonitorableSourceTask>
{
    public override ConfigDef Config { get; } = new ConfigDef()
        .Define("topic", ConfigType.String, ConfigImportance.High, "The topic.")
        .Define("messages", ConfigType.Long, 0L, ConfigImportance.High, "How many records; 0 for no end.")
        .Define("batch", ConfigType.Int, 10, ConfigImportance.Low, "How many records a poll.")
        .Define("headers", ConfigType.Boolean, false, ConfigImportance.Low, "Whether records have a header.")
        .Define("tasks", ConfigType.Int, 1, ConfigImportance.Low, "How many tasks to make.");

    public override async ValueTask<ConfigValidationResult> ValidateAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (config.GetValueOrDefault("name") is { } name && handles[name].WhileValidating is { } validating)
            await validating(cancellationToken);
        return Config.Validate(config);
    }

    public override async ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken)
    {
        handles[context.ConnectorName].Calls.Enqueue("connector.start");
        handles[context.ConnectorName].OnConnectorStart?.Invoke();
        if (handles[context.ConnectorName].WhileConnectorStarts is { } starting)
            await starting(cancellationToken);
        await base.StartAsync(context, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken)
    {
        if (handles[Context.ConnectorName].WhileConfiguringTasks is { } configuring)
            await configuring(cancellationToken);
        var tasks = int.Parse(Context.Properties.GetValueOrDefault("tasks") ?? "1", CultureInfo.InvariantCulture);
        return [.. Enumerable.Repeat(new TaskConfig(Context.Properties), tasks)];
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        handles[Context.ConnectorName].Calls.Enqueue("connector.stop");
        return ValueTask.CompletedTask;
    }
}
