using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>Creates the internal topics that are missing and looks at those that are there, as Java's worker does at its start.</summary>
/// <param name="admin">Creates and looks.</param>
/// <param name="logger">Where lines go.</param>
internal sealed partial class InternalTopics(IKafkaAdmin admin, ILogger logger)
{
    private const string Policy = "cleanup.policy";
    private const string Compact = "compact";

    /// <summary>Makes sure of one topic. One that exists is never changed.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConfigException">The topic is not compacted, or has several partitions and must have one; in Java's words.</exception>
    /// <exception cref="ConnectException">The broker refused to create it, or did not answer in time.</exception>
    public async Task EnsureAsync(InternalTopic topic, CancellationToken cancellationToken)
    {
        foreach (var (key, value, reason) in topic.Ignored)
            Log.SettingIgnored(logger, key, value, reason);
        if (await CreateAsync(topic, cancellationToken).ConfigureAwait(false))
            Log.Created(logger, topic.Name, topic.Purpose);
        else
            await CheckAsync(topic, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CreateAsync(InternalTopic topic, CancellationToken cancellationToken)
    {
        try
        {
            return await admin.CreateTopicAsync(topic.ToNewTopic(), cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaClientException e) when (e.Kind is KafkaErrorKind.NotAuthorized or KafkaErrorKind.Unsupported)
        {
            // As in Java: who may not create hopes that it is there. Whoever opens it waits for it and says so when it is not.
            Log.CreationNotAllowed(logger, topic.Name, e.Message);
            return false;
        }
        catch (KafkaClientException e) when (e.IsTransient)
        {
            throw new ConnectException(
                $"Timed out while checking for or creating topic(s) '{topic.Name}'. This could indicate a connectivity issue, unavailable topic "
                    + "partitions, or if this is your first use of the topic it "
                + $"may have taken too long to create. ({e.Message})",
                e);
        }
        catch (KafkaClientException e) when (e.Kind == KafkaErrorKind.InvalidRequest)
        {
            // A refused replication factor or policy is no reason to fail when the topic is there.
            if (await ExistsAsync(topic, cancellationToken).ConfigureAwait(false))
                return false;
            throw new ConnectException(
                $"Unable to create topic(s) '{topic.Name}': {e.Message}. See {topic.Key} and the keys with the same prefix.", e);
        }
        catch (KafkaClientException e)
        {
            throw new ConnectException($"Error while attempting to create/find topic(s) '{topic.Name}': {e.Message}", e);
        }
    }

    private async Task<bool> ExistsAsync(InternalTopic topic, CancellationToken cancellationToken) =>
        (await admin.DescribeTopicsAsync([topic.Name], cancellationToken).ConfigureAwait(false)).ContainsKey(topic.Name);

    private async Task CheckAsync(InternalTopic topic, CancellationToken cancellationToken)
    {
        if (topic.IsSingle)
        {
            var found = await admin.DescribeTopicsAsync([topic.Name], cancellationToken).ConfigureAwait(false);
            if (found.TryGetValue(topic.Name, out var description) && description.Partitions != 1)
            {
                throw new ConfigException(
                    $"Topic '{topic.Name}' supplied via the '{topic.Key}' property is required to have a single partition in order to guarantee "
                        + $"consistency of {topic.Purpose}, "
                    + $"but found {description.Partitions} partitions.");
            }
        }

        if (await PolicyAsync(topic.Name, cancellationToken).ConfigureAwait(false) is not { } policy
            || policy.Split(',', StringSplitOptions.TrimEntries) is [Compact])
            return;
        throw new ConfigException(
            $"Topic '{topic.Name}' supplied via the '{topic.Key}' property is required to have '{Policy}={Compact}' to guarantee consistency and "
                + $"durability of {topic.Purpose}, but found the topic "
            + $"currently has '{Policy}={policy}'. Continuing would likely result in eventually losing {topic.Purpose} and problems restarting this "
            + "Connect cluster in the future. "
            + $"Change the '{topic.Key}' property in the Connect worker configurations to use a topic with '{Policy}={Compact}'.");
    }

    private async Task<string?> PolicyAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            return (await admin.DescribeTopicConfigAsync(topic, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(Policy);
        }
        catch (KafkaClientException e) when (e.Kind is KafkaErrorKind.NotAuthorized or KafkaErrorKind.Unsupported
            or KafkaErrorKind.UnknownTopicOrPartition)
        {
            // As in Java: who may not look continues.
            Log.PolicyNotKnown(logger, topic, e.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6075, LogLevel.Information, "Created internal topic {Topic} for {Purpose}", EventName = nameof(Created))]
        public static partial void Created(ILogger logger, string topic, string purpose);

        [LoggerMessage(6076, LogLevel.Warning, "Ignoring '{Key}={Value}' setting, {Reason}", EventName = nameof(SettingIgnored))]
        public static partial void SettingIgnored(ILogger logger, string key, string value, string reason);

        [LoggerMessage(6077, LogLevel.Information, "Not authorized to create topic {Topic}. Continuing as if it exists: {Reason}",
            EventName = nameof(CreationNotAllowed))]
        public static partial void CreationNotAllowed(ILogger logger, string topic, string reason);

        [LoggerMessage(6078, LogLevel.Information,
            "The settings of internal topic {Topic} cannot be read, so its cleanup.policy is not checked; it must be 'compact': {Reason}",
            EventName = nameof(PolicyNotKnown))]
        public static partial void PolicyNotKnown(ILogger logger, string topic, string reason);
    }
}
