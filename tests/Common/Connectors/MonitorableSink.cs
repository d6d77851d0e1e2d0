using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Tests.Connectors;

/// <summary>A sink that a test can watch. Key: <c>tasks</c>.</summary>
public sealed class MonitorableSink(ConnectorHandles handles) : SinkConnector<MonitorableSinkTask>
{
    public override ConfigDef Config { get; } = new ConfigDef().Define("tasks", ConfigType.Int, 1, ConfigImportance.Low, "How many tasks to make.");

    public override async ValueTask StartAsync(SinkConnectorContext context, CancellationToken cancellationToken)
    {
        handles[context.ConnectorName].Calls.Enqueue("connector.start");
        handles[context.ConnectorName].OnConnectorStart?.Invoke();
        await base.StartAsync(context, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken)
    {
        var tasks = int.Parse(Context.Properties.GetValueOrDefault("tasks") ?? "1", CultureInfo.InvariantCulture);
        return ValueTask.FromResult<IReadOnlyList<TaskConfig>>([.. Enumerable.Repeat(new TaskConfig(Context.Properties), tasks)]);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        handles[Context.ConnectorName].Calls.Enqueue("connector.stop");
        return ValueTask.CompletedTask;
    }
}
