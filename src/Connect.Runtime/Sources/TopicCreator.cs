using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Creates the topics of one source task before the first record goes there.</summary>
/// <remarks>Used by the task's flow alone. Corresponds to <c>TopicCreation</c> (KIP-158).</remarks>
/// <param name="groups">The groups, the default one last.</param>
/// <param name="admin">Administers topics.</param>
/// <param name="logger">Takes the log.</param>
internal sealed partial class TopicCreator(IReadOnlyList<TopicCreationGroup> groups, IKafkaAdmin admin, ILogger<TopicCreator> logger) : IAsyncDisposable
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>Makes sure that a topic exists.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public ValueTask EnsureAsync(string topic, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(topic, _last) || _known.Contains(topic))
        {
            _last = topic;
            return ValueTask.CompletedTask;
        }

        return new ValueTask(CreateAsync(topic, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => admin.DisposeAsync();

    private async Task CreateAsync(string topic, CancellationToken cancellationToken)
    {
        var existing = await admin.DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false);
        if (!existing.ContainsKey(topic))
        {
            var group = groups.First(group => group.Matches(topic));
            Log.Creating(logger, topic, group.Name, group.Partitions, group.ReplicationFactor);
            await admin.CreateTopicAsync(new NewTopic(topic, group.Partitions, group.ReplicationFactor, SettingsOf(group)), cancellationToken).ConfigureAwait(false);
        }

        _known.Add(topic);
        _last = topic;
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
