using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sinks;

/// <content>Handles assigned and revoked partitions.</content>
internal sealed partial class WorkerSinkTask
{
    private async ValueTask OpenAsync(IReadOnlyDictionary<TopicPartition, long> positions)
    {
        parts.Ends?.Assigned();
        if (positions.Count == 0)
            return;
        parts.Tracker.Assign(positions);
        IReadOnlyCollection<TopicPartition> partitions = [.. positions.Keys];
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        await parts.Task.OpenAsync(partitions, control.Cancelled).ConfigureAwait(false);
    }

    private async ValueTask RevokeAsync(SinkConsumerEvent.Revoked revoked)
    {
        try
        {
            if (revoked.IsOverdue)
                await LoseAsync(revoked.Partitions).ConfigureAwait(false);
            else
                await ReleaseAsync(revoked.Partitions, () => revoked.IsOverdue).ConfigureAwait(false);
        }
        finally
        {
            revoked.Completed();
        }
    }

    /// <summary>Calls preCommit, close, then commits: the commit contains what the task made durable, after the task can add nothing more.</summary>
    /// <param name="partitions">The revoked partitions.</param>
    /// <param name="isOverdue">Whether the group has already reassigned them, so that a commit would undo the new owner's progress.</param>
    private async ValueTask ReleaseAsync(IReadOnlyCollection<TopicPartition> partitions, Func<bool> isOverdue)
    {
        if (partitions.Count == 0)
            return;
        _refused.Drop(partitions);
        var committable = await committer.AskBeforeCloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        try
        {
            await parts.Task.CloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        }
        finally
        {
            if (!isOverdue())
                await committer.CommitAsync(committable, control.Cancelled).ConfigureAwait(false);
            Forget(partitions);
        }
    }

    private async ValueTask LoseAsync(IReadOnlyCollection<TopicPartition> partitions)
    {
        Log.PartitionsLost(logger, parts.Id, partitions.Count);
        _refused.Drop(partitions);
        parts.Reports.Forget(partitions);
        try
        {
            await parts.Task.CloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        }
        finally
        {
            Forget(partitions);
        }
    }

    private void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        parts.Tracker.Unassign(partitions);
        parts.Audit.Forget(partitions);
        parts.Ends?.Forget(partitions);
        parts.Context.Forget(partitions);
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
    }
}
