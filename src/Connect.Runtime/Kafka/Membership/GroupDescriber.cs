using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Runtime.Kafka.Administration;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Describes the workers' group. No other class may send requests to the group coordinator: see <see cref="AdminCalls"/> for what a call
/// with a short timeout can do to the process.</summary>
/// <param name="group">The group.</param>
/// <param name="calls">Makes the calls, each with a deadline, and on a new client after each failure.</param>
/// <param name="time">The clock.</param>
internal sealed class GroupDescriber(string group, AdminCalls calls, TimeProvider time) : IGroupDescriber
{
    /// <summary>The maximum duration of a call, including retries.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _gate = new(1);

    /// <inheritdoc/>
    public async Task<GroupDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await calls.RunAsync($"Describing group {group}", AskAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => calls.DisposeAsync();

    private async Task<GroupDescription> AskAsync(IAdminClient client)
    {
        var options = new DescribeConsumerGroupsOptions { RequestTimeout = AdminCalls.RequestTimeout };
        var sentAt = time.GetTimestamp();
        try
        {
            var result = await client.DescribeConsumerGroupsAsync([group], options).ConfigureAwait(false);
            return Of(result.ConsumerGroupDescriptions[0], sentAt);
        }
        catch (KafkaException e) when (IsForeign(AdminErrors.ErrorOf(e)))
        {
            return new GroupDescription(GroupState.Foreign, [], [], sentAt);
        }
    }

    /// <summary>librdkafka has no error code for a group of another protocol, so the text decides.</summary>
    private static bool IsForeign(Error error)
        => error.Code == ErrorCode.Local_InvalidArg && error.Reason.Contains("is not a consumer group", StringComparison.Ordinal);

    private static GroupDescription Of(ConsumerGroupDescription description, long sentAt)
    {
        var state = description.State switch
        {
            ConsumerGroupState.Stable => GroupState.Stable,
            ConsumerGroupState.Empty or ConsumerGroupState.Dead => GroupState.Empty,
            ConsumerGroupState.PreparingRebalance or ConsumerGroupState.CompletingRebalance => GroupState.Rebalancing,
            _ => GroupState.Unknown,
        };
        var members = new List<WorkerIncarnation>();
        var others = new List<string>();
        foreach (var member in description.Members)
        {
            if (WorkerIncarnation.Parse(member.ClientId) is { } worker)
                members.Add(worker);
            else
                others.Add(member.ClientId);
        }

        return new GroupDescription(state, members, others, sentAt);
    }
}
