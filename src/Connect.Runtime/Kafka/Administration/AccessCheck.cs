using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Asks a real Kafka what this client's principal may do, without doing it.</summary>
/// <param name="calls">Makes the calls.</param>
internal sealed class AccessCheck(AdminCalls calls) : IAccessCheck
{
    /// <summary>The native client's resource type of transactional ids, for which the managed one has no name.</summary>
    private const ResourceType TransactionalId = (ResourceType)5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindMissingOfTopicAsync(string topic, CancellationToken cancellationToken)
    {
        var options = new DescribeTopicsOptions { RequestTimeout = AdminCalls.RequestTimeout, IncludeAuthorizedOperations = true };
        var found = await calls.RunAsync(
            $"Asking for the rights on topic {topic}",
            client => client.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), options),
            cancellationToken).ConfigureAwait(false);
        return Missing(found.TopicDescriptions[0].AuthorizedOperations, AclOperation.Read, AclOperation.Write, AclOperation.Describe);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindMissingOfGroupAsync(string group, CancellationToken cancellationToken)
    {
        var options = new DescribeConsumerGroupsOptions { RequestTimeout = AdminCalls.RequestTimeout, IncludeAuthorizedOperations = true };
        var found = await calls.RunAsync(
            $"Asking for the rights on group {group}", client => client.DescribeConsumerGroupsAsync([group], options), cancellationToken)
            .ConfigureAwait(false);
        return Missing(found.ConsumerGroupDescriptions[0].AuthorizedOperations, AclOperation.Read, AclOperation.Describe);
    }

    /// <inheritdoc/>
    public async Task<bool?> IsTransactionalIdNamedAsync(string transactionalId, CancellationToken cancellationToken)
    {
        var filter = new AclBindingFilter
        {
            PatternFilter = new ResourcePatternFilter
            {
                Type = TransactionalId,
                Name = transactionalId,
                ResourcePatternType = ResourcePatternType.Match
            },
            EntryFilter = new AccessControlEntryFilter { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
        };
        try
        {
            var found = await calls.RunAsync(
                $"Asking for the rights on transactional id {transactionalId}",
                client => client.DescribeAclsAsync(filter, new DescribeAclsOptions { RequestTimeout = AdminCalls.RequestTimeout }),
                cancellationToken).ConfigureAwait(false);
            return found.AclBindings.Any(binding => binding.Entry.PermissionType == AclPermissionType.Allow
                && binding.Entry.Operation is AclOperation.Write or AclOperation.All);
        }
        catch (KafkaClientException e) when (e.Message.Contains("Security features are disabled", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("SECURITY_DISABLED", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => calls.DisposeAsync();

    private static string[] Missing(List<AclOperation>? allowed, params AclOperation[] needed) =>
        allowed is null || allowed.Contains(AclOperation.All)
            ? [] : [.. needed.Where(operation => !allowed.Contains(operation)).Select(operation => operation.ToString())];
}
