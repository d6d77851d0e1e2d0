using Connect.Runtime.Kafka.Membership;

namespace Connect.Tests.Membership;

/// <summary>The clients of a worker on a <see cref="MemoryGroup"/>.</summary>
internal sealed class MemoryMembershipClients(MemoryGroup group) : IMembershipClients
{
    /// <summary>The member that was made last.</summary>
    public MemoryPresence? Presence { get; private set; }

    /// <inheritdoc/>
    public IGroupPresence CreatePresence(WorkerIncarnation worker) => Presence = new MemoryPresence(group, worker);

    /// <inheritdoc/>
    public IGroupDescriber CreateDescriber() => new Describer(group);

    /// <inheritdoc/>
    public ILeaderWriter CreateLeaderWriter() => new Writer(group);

    private sealed class Describer(MemoryGroup group) : IGroupDescriber
    {
        public Task<GroupDescription> DescribeAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(group.Describe());
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Writer(MemoryGroup group) : ILeaderWriter
    {
        private int? _claim;

        public LeaderWriteResult? End { get; private set; }

        public Task<LeaderWriteResult> ClaimAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_claim is not null)
                throw new InvalidOperationException("This writer has already claimed the leadership.");
            _claim = group.Claim();
            return Task.FromResult<LeaderWriteResult>(new LeaderWriteResult.Committed([]));
        }

        public Task<LeaderWriteResult> WriteAsync(IReadOnlyList<LeaderEntry> records, CancellationToken cancellationToken)
        {
            ArgumentOutOfRangeException.ThrowIfZero(records.Count);
            cancellationToken.ThrowIfCancellationRequested();
            if (End is { } end)
                return Task.FromResult(end);
            if (_claim is not { } claim)
                throw new InvalidOperationException("Claim the leadership before the first write.");
            var result = group.Write(claim, records);
            if (result is LeaderWriteResult.Fenced or LeaderWriteResult.Failed { MayBeCommitted: true })
                End = result;
            return Task.FromResult(result);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
