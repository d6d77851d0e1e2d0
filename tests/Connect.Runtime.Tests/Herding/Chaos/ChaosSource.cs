using System.Globalization;
using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Runtime.Tests.Herding.Chaos;

/// <summary>A source connector of which each call does what the script says.</summary>
public sealed class ChaosSource(ChaosScript script) : SourceConnector<ChaosSourceTask>
{
    private string _name = "";

    public override ConfigDef Config { get; } = new ConfigDef().Define("tasks", ConfigType.Int, 1, ConfigImportance.Low, "How many tasks to make.");

    public override async ValueTask StartAsync(SourceConnectorContext context, CancellationToken cancellationToken)
    {
        _name = context.ConnectorName;
        await base.StartAsync(context, cancellationToken);
        await script.CallAsync(_name, "connector.start");
    }

    public override async ValueTask<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(int maxTasks, CancellationToken cancellationToken)
    {
        await script.CallAsync(_name, "connector.tasks");
        var tasks = int.Parse(Context.Properties["tasks"]!, CultureInfo.InvariantCulture);
        return [.. Enumerable.Repeat(new TaskConfig(Context.Properties), tasks)];
    }

    public override async ValueTask StopAsync(CancellationToken cancellationToken) => await script.CallAsync(_name, "connector.stop");

    public override async ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets, CancellationToken cancellationToken)
    {
        await script.CallAsync(config["name"]!, "connector.offsets");
        return true;
    }
}
