using System.Collections.Concurrent;
using Connect.Connectors;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Fences previous tasks of exactly-once sources of a standalone worker, including those of an earlier run of the worker that is still alive
/// somewhere.</summary>
/// <remarks>The worker's <c>group.id</c> is its identity: a worker that starts later with the same one fences the earlier one. Thread-safe.</remarks>
/// <param name="engine">The worker's shared services.</param>
/// <param name="configs">The config store.</param>
/// <param name="counts">The number of producers that may exist; owned by this object.</param>
internal sealed partial class StandaloneFencing(EngineServices engine, IConfigStore configs, TaskCountLog counts) : ITaskFencing, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _rounds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _fenced = new(StringComparer.Ordinal);
    private readonly ILogger _logger = engine.Loggers.CreateLogger<StandaloneFencing>();

    /// <inheritdoc/>
    public async Task FenceAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken)
    {
        var name = task.Connector;
        var round = _rounds.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await round.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_fenced.TryGetValue(name, out var done) && done == generation)
                return;
            var snapshot = configs.Snapshot;
            if (!snapshot.Connectors.TryGetValue(name, out var config))
                throw new ConnectException($"Connector {name} no longer exists.");
            var next = snapshot.TasksOf(name).Length;
            var former = await counts.ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (ProducerFencing.IsNeeded(former, next))
            {
                var properties = await engine.Variables.TransformAsync(config.Properties, cancellationToken).ConfigureAwait(false);
                await new ProducerFencing(engine).FenceAsync(name, former!.Value, properties.Data, cancellationToken).ConfigureAwait(false);
                Log.Fenced(_logger, name, former.Value);
            }

            // Written before the new tasks start. If the process dies here, the number is right or too large, which does no harm.
            await counts.WriteAsync(name, next, cancellationToken).ConfigureAwait(false);
            _fenced[name] = generation;
        }
        finally
        {
            round.Release();
        }
    }

    /// <inheritdoc/>
    public Task VerifyAsync(ConnectorTaskId task, long generation, CancellationToken cancellationToken) =>
        configs.Snapshot.GenerationOf(task.Connector) == generation
            ? Task.CompletedTask
            : throw new ConnectException(
                $"Cannot start source task {task} with exactly-once support, as the connector has already generated a new set of task configs");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => counts.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(8012, LogLevel.Information,
            "The producers of {Count} previous tasks of connector {Connector} are fenced; tasks of an earlier run of this worker fail if they "
                + "still run",
            EventName = nameof(Fenced))]
        public static partial void Fenced(ILogger logger, string connector, int count);
    }
}
