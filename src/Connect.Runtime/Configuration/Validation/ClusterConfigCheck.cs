using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>What a worker of a cluster has to say about a connector's configuration: a sink's consumers may not be in the workers' group, and a
/// source may ask to run exactly once.</summary>
/// <remarks>Corresponds to <c>DistributedHerder.validateSinkConnectorGroupId</c>.</remarks>
/// <param name="workerGroup">The workers' group.</param>
/// <param name="isExactlyOnce">Whether the workers run their sources exactly once.</param>
internal sealed class ClusterConfigCheck(string workerGroup, bool isExactlyOnce) : IConnectorConfigCheck
{
    private const string GroupKey = "consumer.override.group.id";

    private readonly ExactlyOnceCheck _exactlyOnce = new(isExactlyOnce);

    /// <inheritdoc/>
    public bool SourcesHaveConsumers => isExactlyOnce;

    /// <inheritdoc/>
    public void Check(IConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
    {
        _exactlyOnce.Check(connector, config, result);
        if (connector is not ISinkConnector)
            return;
        if (config.TryGetValue(GroupKey, out var group))
        {
            if (!result.TryGet(GroupKey, out var value))
                result.Set(value = new ConfigValue(GroupKey) { Value = group });
            if (group == workerGroup)
                value.AddError($"Consumer group {group} conflicts with Connect worker group {workerGroup}");
        }
        else if (config.GetValueOrDefault(ConnectorKeys.Name) is { } name && workerGroup == $"connect-{name}"
            && result.TryGet(ConnectorKeys.Name, out var value))
        {
            value.AddError($"Consumer group for sink connector named {name} conflicts with Connect worker group {workerGroup}");
        }
    }
}
