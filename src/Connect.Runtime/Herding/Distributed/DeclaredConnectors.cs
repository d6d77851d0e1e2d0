using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Applies the declarations of this worker's application whenever this worker begins to lead, so that they are applied once, whatever the
/// number of replicas.</summary>
/// <remarks>Applied declarations are written to the coordination topic after the configuration itself. If the worker dies between the two writes, the
/// next leader finds the connector as declared and only writes the second.</remarks>
/// <param name="parts">The worker's shared parts.</param>
/// <param name="herder">Executes the changes.</param>
/// <param name="declarations">The declared connectors.</param>
internal sealed partial class DeclaredConnectors(ClusterParts parts, IHerder herder, Declarations declarations)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly ILogger _logger = parts.Engine.Loggers.CreateLogger<DeclaredConnectors>();

    /// <summary>Applies the declarations at the beginning of each leadership of this worker, until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wakeup = new Wakeup();
        parts.Coordination.Changed += wakeup.Wake;
        try
        {
            long done = 0;
            while (true)
            {
                wakeup.Renew();
                var wait = CheckInterval;
                if (parts.Coordination.State.Leader is { } leader && leader.Worker == parts.Self && leader.Epoch > done)
                {
                    if (await TryApplyAsync(cancellationToken).ConfigureAwait(false))
                        done = leader.Epoch;
                    else
                        wait = Retry;
                }

                await wakeup.WaitAsync(wait, parts.Clock.Source, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            parts.Coordination.Changed -= wakeup.Wake;
        }
    }

    private async Task<bool> TryApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var config in declarations.Connectors)
                await ApplyAsync(config, cancellationToken).ConfigureAwait(false);
            await ForgetDeletedAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestTargetException)
        {
            // Another worker leads now and applies its own declarations.
            return true;
        }
        catch (ConnectException e)
        {
            Log.NotApplied(_logger, e.Message);
            return false;
        }
    }

    private async Task ApplyAsync(ConnectorConfig config, CancellationToken cancellationToken)
    {
        while (true)
        {
            await parts.Configs.RefreshAsync(cancellationToken).ConfigureAwait(false);
            var stored = parts.Configs.Snapshot.Connectors.GetValueOrDefault(config.Name);
            var applied = parts.Coordination.State.Declared.GetValueOrDefault(config.Name);
            var plan = DeclarationPlanner.Plan(config, stored, applied, declarations.Overwrites);
            if (plan.Action == DeclarationAction.Drift)
            {
                Log.Drift(_logger, config.Name, plan.Reason, string.Join(", ", plan.Changes.Select(change => change.Key)));
                return;
            }

            if (plan.Action != DeclarationAction.None)
            {
                // If somebody has changed it in the meantime, plan again.
                if (await PutAsync(config, stored, cancellationToken).ConfigureAwait(false) is false)
                    continue;
                Log.Applied(_logger, config.Name, plan.Reason);
            }

            if (!config.Equals(applied))
                await parts.Coordination.WriteDeclaredAsync(config.Name, config, cancellationToken).ConfigureAwait(false);
            return;
        }
    }

    private async Task<bool> PutAsync(ConnectorConfig config, ConnectorConfig? stored, CancellationToken cancellationToken)
    {
        try
        {
            return await herder.PutConnectorAsync(config, null, mayReplace: stored is not null, stored, cancellationToken)
                .ConfigureAwait(false) is not null;
        }
        catch (ConnectorAlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>Removes the declaration records of connectors that are neither declared nor stored, so that a later declaration creates them
    /// again.</summary>
    private async Task ForgetDeletedAsync(CancellationToken cancellationToken)
    {
        foreach (var name in parts.Coordination.State.Declared.Keys)
        {
            if (!parts.Configs.Snapshot.Contains(name) && declarations.Connectors.All(config => config.Name != name))
                await parts.Coordination.WriteDeclaredAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8240, LogLevel.Information, "The declared configuration of connector {Connector} has been applied. {Reason}",
            EventName = nameof(Applied))]
        public static partial void Applied(ILogger logger, string connector, string reason);

        [LoggerMessage(
            8241,
            LogLevel.Warning,
            "Connector {Connector} differs from the application's declaration. {Reason} Keys: {Keys}. GET /plan shows the difference; set "
                + "OverwriteDrift to apply the declaration.",
            EventName = nameof(Drift))]
        public static partial void Drift(ILogger logger, string connector, string reason, string keys);

        [LoggerMessage(8242, LogLevel.Warning, "The application's declarations could not be applied. The worker tries again: {Reason}",
            EventName = nameof(NotApplied))]
        public static partial void NotApplied(ILogger logger, string reason);
    }
}
