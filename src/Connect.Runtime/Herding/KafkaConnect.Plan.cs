using Connect.Runtime.Configuration;
using Connect.Runtime.Herding.Distributed;

namespace Connect.Runtime.Herding;

/// <summary>Plans: what applying declarations would change.</summary>
internal sealed partial class KafkaConnect
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeclarationPlan>> PlanAsync(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>? declared = null, CancellationToken cancellationToken = default)
    {
        var (worker, cluster) = (Worker, Cluster);
        if (cluster is not null)
            await cluster.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var configs = declared?.Select(connector => new ConnectorConfig(connector.Key, connector.Value)) ?? declarations?.Connectors ?? [];
        var plans = configs.OrderBy(config => config.Name, StringComparer.Ordinal)
            .Select(config => PlanAsync(worker, cluster, config, cancellationToken));
        return await Task.WhenAll(plans).ConfigureAwait(false);
    }

    private async Task<DeclarationPlan> PlanAsync(
        WorkerRuntime worker, DistributedHerder? cluster, ConnectorConfig config, CancellationToken cancellationToken)
    {
        var stored = worker.Configs.Snapshot.Connectors.GetValueOrDefault(config.Name);

        // A standalone worker keeps nothing: each start applies every declaration.
        var applied = cluster is null ? stored : cluster.Declared.GetValueOrDefault(config.Name);
        var plan = DeclarationPlanner.Plan(config, stored, applied, declarations?.Overwrites == true);
        var mask = new PasswordMask(worker);
        var shownStored = await HideAsync(mask, stored, cancellationToken).ConfigureAwait(false);
        var shownDeclared = await HideAsync(mask, config, cancellationToken).ConfigureAwait(false);
        ConfigDifference Hide(ConfigDifference change) =>
            change with { Stored = shownStored.GetValueOrDefault(change.Key), Declared = shownDeclared.GetValueOrDefault(change.Key) };
        return plan with
        {
            Changes = [.. plan.Changes.Select(Hide)],
            Errors = plan.Action is DeclarationAction.Create or DeclarationAction.Update
                ? await ErrorsOfAsync(worker, mask, config, cancellationToken).ConfigureAwait(false)
                : [],
        };
    }

    private static async Task<IReadOnlyDictionary<string, string?>> HideAsync(
        PasswordMask mask, ConnectorConfig? config, CancellationToken cancellationToken) =>
        config is null
            ? new Dictionary<string, string?>()
            : (await mask.HideAsync(new ConnectorInfo(config.Name, config.Properties, [], ConnectorType.Unknown), cancellationToken)
                .ConfigureAwait(false)).Config;

    private static async Task<IReadOnlyList<string>> ErrorsOfAsync(
        WorkerRuntime worker, PasswordMask mask, ConnectorConfig config, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindErrorsAsync(worker, config.Properties, cancellationToken).ConfigureAwait(false);
            var shown = await mask.HideAsync(config.Properties, found, cancellationToken).ConfigureAwait(false);
            return [.. shown.Configs.SelectMany(entry => entry.Value.Errors).Concat(shown.Faults.Select(fault => fault.Error))];
        }
        catch (ConnectException e)
        {
            return [e.Message];
        }
    }
}
