using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>Reads all partitions of a topic from their beginning, on a thread of its own, and follows them.</summary>
/// <remarks>How far it is comes from records and from the client's events at a partition's end: those stand where the last committed record ends,
/// markers of transactions included, which no record shows. A transaction that is open keeps that end back, so that such an event alone says nothing
/// about the end of the topic.</remarks>
/// <param name="topic">The topic.</param>
/// <param name="build">Makes the client, which tells of its errors.</param>
/// <param name="positions">Told how far it is.</param>
/// <param name="monitor">Listens to the client.</param>
/// <param name="logger">Where lines go.</param>
internal sealed partial class LogReader(
    string topic, Func<Action<Error>, IConsumer<byte[]?, byte[]?>> build, LogPositions positions, ConnectionMonitor monitor, ILogger logger)
        : IAsyncDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private Action<LogRecord> _handler = static _ => { };
    private bool _isStarted;

    /// <summary>Raised when the brokers say that there is no such topic (any more).</summary>
    public event Action? Missing;

    /// <summary>Raised before a record, or an end, below what was read before.</summary>
    public event Action? Restarted;

    /// <summary>Begins to read.</summary>
    /// <param name="partitions">How many partitions there are.</param>
    /// <param name="handler">Takes the records.</param>
    public void Start(int partitions, Action<LogRecord> handler)
    {
        _handler = handler;
        _isStarted = true;
        var consumer = build(OnError);
        new Thread(() => Run(consumer, partitions)) { IsBackground = true, Name = $"log {topic}" }.Start();
    }

    /// <summary>Ends reading and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_isStarted)
            await _ended.Task.ConfigureAwait(false);
        positions.End(new KafkaClientException($"The log of topic {topic} is closed", KafkaErrorKind.Closed));
        _stop.Dispose();
    }

    private void Run(IConsumer<byte[]?, byte[]?> consumer, int partitions)
    {
        try
        {
            // Offset 0, not Offset.Beginning: librdkafka would ask for the first offset, and it asks half a second after it has found the broker.
            // Where the topic begins later, auto.offset.reset=earliest finds its beginning.
            consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, 0)));
            while (!_stop.IsCancellationRequested)
                Poll(consumer);
        }
        catch (Exception e)
        {
            Log.ReadingEnded(logger, topic, e);
            positions.End(
                e is KafkaClientException
                    ? e : new KafkaClientException(
                        $"Reading topic {topic} has stopped: {e.Message}", KafkaErrorKind.Other, isFatal: true, innerException: e));
        }
        finally
        {
            Close(consumer);
            _ended.TrySetResult();
        }
    }

    private void Poll(IConsumer<byte[]?, byte[]?> consumer)
    {
        ConsumeResult<byte[]?, byte[]?>? result;
        try
        {
            result = consumer.Consume(PollTime);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            // The client goes on by itself: topics come back, brokers too. It would say so many times a second: the pause keeps that down.
            OnError(e.Error);
            Log.NotReadable(logger, topic, e.Error.Reason);
            _stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            return;
        }

        if (monitor.Fatal is { } fatal)
            throw fatal;
        if (result is null)
            return;
        monitor.Succeed();
        if (result.Offset.Value < positions.Of(result.Partition.Value))
            Restarted?.Invoke();
        if (!result.IsPartitionEOF)
        {
            var timestamp = result.Message.Timestamp;
            _handler(new LogRecord(
                result.Message.Key, result.Message.Value, result.Partition.Value, result.Offset.Value, timestamp.Type == TimestampType.NotAvailable
                    ? -1 : timestamp.UnixTimestampMs));
        }

        positions.Reach(result.Partition.Value, result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
    }

    private void OnError(Error error)
    {
        monitor.Report(error);
        if (KafkaErrors.KindOf(error.Code) == KafkaErrorKind.UnknownTopicOrPartition)
            Missing?.Invoke();
    }

    private void Close(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            consumer.Close();
            consumer.Dispose();
        }
        catch (KafkaException e)
        {
            Log.NotReadable(logger, topic, e.Error.Reason);
        }

        monitor.Close();
    }

    private static partial class Log
    {
        [LoggerMessage(6070, LogLevel.Error, "Reading internal topic {Topic} failed and is not retried. Restart the worker",
            EventName = nameof(ReadingEnded))]
        public static partial void ReadingEnded(ILogger logger, string topic, Exception exception);

        [LoggerMessage(6071, LogLevel.Warning, "Internal topic {Topic} cannot be read at the moment: {Reason}", EventName = nameof(NotReadable))]
        public static partial void NotReadable(ILogger logger, string topic, string reason);
    }
}
