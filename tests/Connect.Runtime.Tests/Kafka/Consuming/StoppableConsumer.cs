using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Consuming;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;
using Connect.Tests;

namespace Connect.Runtime.Tests.Kafka.Consuming;

/// <summary>A sink's consumer whose thread can be stopped between two polls, so that records and changes of the assignment gather on the client's
/// queue.</summary>
internal sealed class StoppableConsumer : ISinkConsumer
{
    private readonly TestLoggerFactory _logs = new();
    private readonly ConsumerCommands _commands = new();
    private readonly SinkQueue _queue;
    private readonly ConsumerLoop _loop;
    private ManualResetEventSlim _gate = new(true);

    public StoppableConsumer(string servers, string connector, int task, string topic, Dictionary<string, string?> config)
    {
        var client = new ClientConfigs(new Dictionary<string, string?> { ["bootstrap.servers"] = servers }).SinkConsumer(connector, task, config);
        var translated = ClientConfigTranslator.Translate(client);
        var logger = _logs.CreateLogger("consumer");
        var monitor = new ConnectionMonitor(
            client, new LogRate(TimeProvider.System), ConnectionPauses.Of(translated.Entries), logger, TimeProvider.System);
        _queue = new SinkQueue(translated.MaxPollRecords, 64 << 20);
        _loop = new ConsumerLoop(
            client, translated, TopicSelection.Of(topic), _queue, _commands,
            new ClientContext(monitor, logger, TimeProvider.System, NativeClientApi.Instance));
    }

    public BrokerConnection Connection => throw new NotSupportedException();

    /// <summary>What the client logged.</summary>
    public IEnumerable<string> Lines => _logs.Entries.Select(entry => entry.Message);

    public long? FindEnd(TopicPartition partition) => null;

    public long? FindReached(TopicPartition partition) => null;

    public void Start() => _loop.Start();

    /// <summary>Stops the thread. Returns when it stands.</summary>
    public async Task StopThreadAsync()
    {
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = _gate = new ManualResetEventSlim(false);
        _commands.Post(() =>
        {
            stands.SetResult();
            gate.Wait();
        });
        await stands.Task;
    }

    /// <summary>Lets the thread go on.</summary>
    public void GoOn() => _gate.Set();

    /// <summary>Whether the task is to let a partition go, and does not know yet.</summary>
    public bool HasLeaving(string topic) =>
        Enumerable.Range(0, 2).Any(partition => _queue.IsLeaving(new TopicPartition(topic, partition), isGone: false));

    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next) => _queue.TryRead(out next);

    public async ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _queue.WaitToReadAsync().WaitAsync(timeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    public Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        if (offsets.Count > 0)
            _loop.Commit(offsets.Select(entry => new Confluent.Kafka.TopicPartitionOffset(entry.Key.Topic, entry.Key.Partition, entry.Value)));
        return Task.CompletedTask;
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        GoOn();
        _loop.Close();
        await _loop.Ended.WaitAsync(cancellationToken);
    }

    public void Hold(DeliveryHold hold) => _queue.Hold(hold);

    public ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Abandon() => throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None);
}
