using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>Fences the producers of an exactly-once source's tasks: the broker then refuses everything that they send.</summary>
/// <remarks>librdkafka has no call for it, so a new producer initializes each transactional id and is closed again. Corresponds to
/// <c>Worker.fenceZombies</c>.</remarks>
/// <param name="engine">The worker's shared services.</param>
internal sealed class ProducerFencing(EngineServices engine)
{
    private const int MaxConcurrency = 16;

    /// <summary>How long fencing a connector's producers may take, as in Java.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    /// <summary>Whether there is something to fence. Not if there was one task and is one, because its start fences its predecessor.</summary>
    /// <param name="former">How many producers may exist; null if unknown.</param>
    /// <param name="next">The current number of tasks.</param>
    public static bool IsNeeded(int? former, int next) => former is not null && !(former == 1 && next == 1);

    /// <summary>Fences the producers of the first tasks of a connector.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="count">The number of producers.</param>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">Not all producers could be fenced.</exception>
    public async Task FenceAsync(string connector, int count, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        using var overdue = new CancellationTokenSource(Timeout, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = either.Token },
                async (task, token) => await FenceAsync(new ConnectorTaskId(connector, task), config, token).ConfigureAwait(false))
                    .ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectException($"The producers of previous tasks of connector {connector} were not fenced within {Timeout.TotalSeconds:0} s.",
                e);
        }
    }

    private async Task FenceAsync(ConnectorTaskId task, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var id = engine.ExactlyOnce!.TransactionalIdOf(task);
        var producer = engine.Clients.CreateTransactionalProducer(engine.ClientConfigs.FencingProducer(task.Connector, task.Task, config, id),
            wantsMetadata: false);
        await using (producer.ConfigureAwait(false))
        {
            try
            {
                await producer.InitializeAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaClientException e)
            {
                throw new ConnectException($"The producer of previous task {task} (transactional id {id}) cannot be fenced: {e.Message}", e);
            }
        }
    }
}
