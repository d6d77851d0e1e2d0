using Confluent.Kafka;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Tracks which topics of the cluster match a pattern. librdkafka has its own patterns, but in another dialect than Java's.</summary>
/// <param name="selection">The pattern.</param>
/// <param name="config">Defines how often to check, and whether Kafka's internal topics count.</param>
/// <param name="time">The clock.</param>
internal sealed class TopicPattern(TopicSelection selection, TranslatedConfig config, TimeProvider time)
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly string[] InternalTopics = ["__consumer_offsets", "__transaction_state", "__share_group_state"];

    private SortedSet<string> _current = new(StringComparer.Ordinal);
    private long _last;
    private TimeSpan _pause;

    /// <summary>Looks at the cluster's topics when it is time to. It blocks for a few seconds at most.</summary>
    /// <param name="handle">The consumer's handle.</param>
    /// <returns>The matching topics, if they have changed; else null.</returns>
    public IReadOnlyCollection<string>? Refresh(Handle handle)
    {
        if (_pause > TimeSpan.Zero && time.GetElapsedTime(_last) < _pause)
            return null;
        try
        {
            using var admin = new DependentAdminClientBuilder(handle).Build();
            var topics = admin.GetMetadata(Attempt).Topics.Where(topic => !topic.Error.IsError).Select(topic => topic.Topic);
            var matching = new SortedSet<string>(topics.Where(IsWanted), StringComparer.Ordinal);
            _pause = config.MetadataAge;
            if (matching.SetEquals(_current))
                return null;
            _current = matching;
            return matching;
        }
        catch (KafkaException e) when (KafkaErrors.KindOf(e.Error.Code) == KafkaErrorKind.Transient)
        {
            // The monitor reports the outage.
            _pause = Retry;
            return null;
        }
        finally
        {
            _last = time.GetTimestamp();
        }
    }

    private bool IsWanted(string topic)
        => selection.Includes(topic) && !(config.ExcludesInternalTopics && InternalTopics.Contains(topic));
}
