using System.Threading.Channels;
using Connect.Converters;
using Connect.Runtime.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>Writes records that cannot be processed to the dead letter queue: the original key, value, headers and timestamp, with headers that
/// describe the error.</summary>
/// <remarks>A producer must be used by one thread at a time, but reports come from many threads: they are queued here. Corresponds to
/// <c>DeadLetterQueueReporter</c>.</remarks>
internal sealed partial class DeadLetterQueueReporter : IErrorReporter, IAsyncDisposable
{
    private readonly string _topic;
    private readonly bool _addsContext;
    private readonly IRecordProducer _producer;
    private readonly ErrorCounts _counts;
    private readonly ILogger<DeadLetterQueueReporter> _logger;
    private readonly Channel<DeadLetter> _letters = Channel.CreateUnbounded<DeadLetter>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _flow;

    /// <summary>Starts to accept reports. The topic must exist.</summary>
    /// <param name="policy">The error settings, with the topic's name.</param>
    /// <param name="producer">The producer; the reporter owns it.</param>
    /// <param name="counts">The error counters.</param>
    /// <param name="logger">The logger.</param>
    public DeadLetterQueueReporter(ErrorPolicy policy, IRecordProducer producer, ErrorCounts counts, ILogger<DeadLetterQueueReporter> logger)
    {
        _topic = policy.DeadLetterTopic ?? throw new ArgumentException("There is no dead letter queue.", nameof(policy));
        _addsContext = policy.DeadLetterContextHeaders;
        _producer = producer;
        _counts = counts;
        _logger = logger;
        // Dead letters in flight would wait forever. Abandoning them fails the task, so the problem is visible.
        producer.Failed += producer.Abandon;
        _flow = SendAsync();
    }

    /// <summary>Creates the topic, with one partition, if it does not exist. Waits while Kafka is unreachable; the task's status shows
    /// this.</summary>
    /// <param name="policy">The error settings, with the topic's name.</param>
    /// <param name="admin">The admin client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public static async Task EnsureTopicAsync(ErrorPolicy policy, IKafkaAdmin admin, CancellationToken cancellationToken)
    {
        var topic = policy.DeadLetterTopic!;
        while (true)
        {
            try
            {
                var existing = await admin.DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false);
                if (!existing.ContainsKey(topic))
                    await admin.CreateTopicAsync(new NewTopic(topic, 1, policy.DeadLetterReplicationFactor), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (KafkaClientException e) when (e.IsTransient && !admin.Connection.IsUp)
            {
                // Each call has waited for default.api.timeout.ms already.
            }
            catch (KafkaClientException e)
            {
                throw new ConnectException($"Could not initialize dead letter queue with topic={topic}: {e.Message}", e);
            }
        }
    }

    /// <inheritdoc/>
    public Task ReportAsync(ErrorReport report)
    {
        if (report.Consumed is not { } consumed)
            return Task.CompletedTask;
        _counts.DeadLetterRequested();
        var headers = new RawHeaders();
        foreach (var header in consumed.Headers ?? Enumerable.Empty<RawHeader>())
            headers.Add(header.Key, header.Value);
        if (_addsContext)
            DeadLetterHeaders.Append(headers, report);
        var letter = new DeadLetter(
            new ProducerRecord(
                _topic, null, consumed.Key, consumed.Value, consumed.Timestamp < 0 ? null : consumed.Timestamp, headers.Count == 0 ? null : headers),
            $"The record of topic {consumed.Topic}, partition {consumed.Partition}, offset {consumed.Offset}");
        if (!_letters.Writer.TryWrite(letter))
            letter.Fail(new ObjectDisposedException(nameof(DeadLetterQueueReporter)));
        return WatchAsync(letter);
    }

    /// <summary>Gives up what is under way and lets the producer go, without waiting: the task was given up, and its own flow may never come to
    /// release it.</summary>
    public void Abandon()
    {
        _letters.Writer.TryComplete();
        _ = _closed.CancelAsync();
        _producer.Abandon();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _letters.Writer.TryComplete();
        await _closed.CancelAsync().ConfigureAwait(false);
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_letters.Reader.TryRead(out var left))
            left.Fail(new ObjectDisposedException(nameof(DeadLetterQueueReporter)));
        await _producer.DisposeAsync().ConfigureAwait(false);
        _closed.Dispose();
    }

    private async Task WatchAsync(DeadLetter letter)
    {
        try
        {
            await letter.Delivered.ConfigureAwait(false);
        }
        catch (ConnectException e)
        {
            _counts.DeadLetterFailed();
            Log.NotDelivered(_logger, _topic, e);
            throw;
        }
    }

    private async Task SendAsync()
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync(_closed.Token).ConfigureAwait(false))
        {
            try
            {
                while (!_producer.TryProduce(letter.Record, letter))
                    await _producer.WaitForRoomAsync(_closed.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                letter.Fail(e);
            }
        }
    }
}
