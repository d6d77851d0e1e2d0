using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Creates the topics of one source task before their first record is sent.</summary>
/// <remarks>Used only by the task's loop. Corresponds to <c>TopicCreation</c> (KIP-158).</remarks>
/// <param name="task">The task.</param>
/// <param name="groups">The groups, the default group last.</param>
/// <param name="admin">The admin client.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class TopicCreator(
    ConnectorTaskId task, IReadOnlyList<TopicCreationGroup> groups, IKafkaAdmin admin, TimeProvider time, ILogger<TopicCreator> logger)
        : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>Ensures that a topic exists. Waits for an unreachable broker, as the producer does.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Cancels the call: nothing more is created.</param>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public ValueTask EnsureAsync(string topic, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(topic, _last) || _known.Contains(topic))
        {
            _last = topic;
            return ValueTask.CompletedTask;
        }

        return new ValueTask(EnsureSlowAsync(topic, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => admin.DisposeAsync();

    private async Task EnsureSlowAsync(string topic, CancellationToken cancellationToken)
    {
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                await CreateAsync(topic, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (KafkaClientException e) when (e.IsTransient)
            {
                Log.NotCreated(logger, task, topic, backoff, e);
                await Task.Delay(backoff, time, cancellationToken).ConfigureAwait(false);
            }
        }

        _known.Add(topic);
        _last = topic;
    }

    private async Task CreateAsync(string topic, CancellationToken cancellationToken)
    {
        var existing = await admin.DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false);
        if (existing.ContainsKey(topic))
            return;
        cancellationToken.ThrowIfCancellationRequested();
        var group = groups.First(group => group.Matches(topic));
        Log.Creating(logger, topic, group.Name, group.Partitions, group.ReplicationFactor);
        await admin.CreateTopicAsync(new NewTopic(topic, group.Partitions, group.ReplicationFactor, SettingsOf(group)), cancellationToken)
            .ConfigureAwait(false);
    }

    private static Dictionary<string, string> SettingsOf(TopicCreationGroup group)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in group.Settings)
        {
            if (value is not null)
                settings[key] = value;
        }

        return settings;
    }
}
